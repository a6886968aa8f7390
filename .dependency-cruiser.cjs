/**
 * What may import what, over the whole repository: `npm run check:imports`, and a layer of `npm run check`.
 * Each row of `layers` is a place and the only places and packages, beside its own files, that it may import.
 */
const folder = (path) => `^${path}/`;
const file = (path) => `^${path}[.](ts|json)$`;
const npm = (name) => `^node_modules/${name}/`;
const anyPackage = "^node_modules/";
/** Node's own modules; dependency-cruiser resolves them to their bare names. */
const node = "^[a-z0-9_/]+$";

const [core, http, atlas, config, runtime, functions, resources, sinks] = [
  "core",
  "http",
  "atlas",
  "config",
  "runtime",
  "functions",
  "resources",
  "sinks",
].map((name) => folder(`provider/${name}`));
const catalogue = file("provider/resources/catalogue.generated");
const hostShared = file("provider/host/[^/]+");
const [provider, emulator, cli, testing, tools] = ["provider", "emulator", "cli", "testing", "tools"].map(
  folder,
);
const [cliPulumi, cliInventory, cliShared] = [
  folder("cli/pulumi"),
  folder("cli/inventory"),
  file("cli/[^/]+"),
];
const manifest = file("package");

/** Folders of the emulator, lowest first. Folders of the same row do not import each other. */
const emulatorFolders = [
  ["constants"],
  ["types"],
  ["store"],
  ["http"],
  ["auth", "faults", "limits"],
  ["routes", "status"],
  ["server"],
  ["command"],
];

const emulatorLayers = emulatorFolders.flatMap((row, at) =>
  row.map((name) => ({
    name: `emulator-${name}`,
    from: folder(`emulator/${name}`),
    may: [
      ...emulatorFolders
        .slice(0, at)
        .flat()
        .map((lower) => folder(`emulator/${lower}`)),
      npm("zod"),
      ...(name === "command" ? [npm("commander")] : []),
      node,
    ],
    because: `the emulator's layers import lower layers only: ${emulatorFolders.slice(0, at).flat().join(", ") || "none"}`,
  })),
);

const layers = [
  {
    name: "core",
    from: core,
    may: [npm("zod")],
    because: "the core knows what a resource is and nothing of Atlas, HTTP or Pulumi",
  },
  {
    name: "http",
    from: http,
    may: [manifest, npm("undici"), node],
    because: "the HTTP client knows no Atlas, and is the only place with undici",
  },
  {
    name: "config",
    from: config,
    may: [file("provider/core/(errors|closest-match)"), npm("zod"), npm("smol-toml"), node],
    because: "settings depend on nothing that uses them",
  },
  {
    name: "atlas",
    from: atlas,
    may: [core, file("provider/http/(request|errors|durations)"), npm("zod"), npm("ipaddr.js")],
    because: "the Admin API's conventions see HTTP requests only",
  },
  {
    name: "sinks",
    from: sinks,
    may: [file("provider/atlas/secret-sink"), file("provider/core/errors"), node],
    because: "a sink stores a secret and does not know which resource it belongs to",
  },
  {
    name: "resource",
    from: "^provider/resources/([^/]+)/",
    may: ["^provider/resources/$1/", file("provider/resources/samples"), core, atlas, npm("zod")],
    because: "a resource knows no other resource, no HTTP and no host",
  },
  {
    name: "samples",
    from: file("provider/resources/samples"),
    may: [core],
    because: "the type of samples depends on no resource",
  },
  {
    name: "catalogue",
    from: catalogue,
    may: [file("provider/resources/[^/]+/resource")],
    because: "the catalogue lists the resources and nothing else",
  },
  {
    name: "functions",
    from: functions,
    may: [core, atlas, npm("zod")],
    because: "a look-up knows no resource, no HTTP and no host",
  },
  {
    name: "runtime",
    from: runtime,
    may: [core, atlas, config, http, sinks, node],
    because: "every host shares the runtime: it knows no resource by name and no Pulumi",
  },
  {
    name: "host-shared",
    from: hostShared,
    may: [hostShared, core, runtime, npm("@pulumi/pulumi"), node],
    because: "what both sides of the host share depends on neither side",
  },
  {
    name: "host-program",
    from: folder("provider/host/program"),
    may: [
      hostShared,
      core,
      atlas,
      config,
      runtime,
      functions,
      catalogue,
      manifest,
      npm("@pulumi/pulumi"),
      node,
    ],
    because: "this side runs in the user's program, the other in the engine's process",
  },
  {
    name: "host-dynamic",
    from: folder("provider/host/dynamic"),
    may: [hostShared, core, atlas, config, runtime, resources, npm("@pulumi/pulumi"), node],
    because: "this side runs in the engine's process, the other in the user's program",
  },
  {
    name: "host-plugin",
    from: folder("provider/host/plugin"),
    may: [
      hostShared,
      core,
      atlas,
      config,
      runtime,
      functions,
      catalogue,
      manifest,
      npm("zod"),
      npm("@pulumi/pulumi"),
      node,
    ],
    because: "the provider plugin depends on no other host",
  },
  {
    name: "public-face",
    from: file("provider/(index|plugin)"),
    may: [core, atlas, folder("provider/host/program")],
    because: "the public faces export and do nothing else",
  },
  {
    name: "emulator",
    from: emulator,
    may: [npm("zod"), npm("commander"), node],
    because: "the emulator is a second reading of the API and shares no schema with the client",
  },
  ...emulatorLayers,
  {
    name: "cli-entry",
    from: cliShared,
    may: [cli, manifest, npm("commander")],
    because: "the entry point lists commands, and what all commands share knows no Atlas",
  },
  {
    name: "cli-commands",
    from: folder("cli/commands"),
    may: [cli, provider, file("emulator/command/emulator-command"), npm("commander"), node],
    because: "a command reads its options and calls the folder that does the work",
  },
  {
    name: "cli-adopt",
    from: folder("cli/adopt"),
    may: [cliShared, cliInventory, cliPulumi, provider, npm("yaml"), node],
    because: "adopt depends on no other command",
  },
  {
    name: "cli-drift",
    from: folder("cli/drift"),
    may: [cliShared, cliInventory, cliPulumi, provider, npm("yaml"), npm("zod"), node],
    because: "drift depends on no other command, and a report needs no emulator",
  },
  {
    name: "cli-doctor",
    from: folder("cli/doctor"),
    may: [cliShared, cliInventory, cliPulumi, provider, npm("semver"), node],
    because: "doctor depends on no other command",
  },
  {
    name: "cli-inventory",
    from: cliInventory,
    may: [cliShared, provider],
    because: "the inventory reads a live organization and knows no Pulumi project",
  },
  {
    name: "cli-pulumi",
    from: cliPulumi,
    may: [cliShared, provider, npm("@pulumi/pulumi"), npm("yaml"), npm("semver"), node],
    because: "a Pulumi project is read without the inventory and without any command",
  },
  {
    name: "testing",
    from: testing,
    may: [provider, emulator, cli, tools, anyPackage, node],
    because: "the library for tests imports no test and no entry point",
  },
  {
    name: "tools",
    from: tools,
    may: [provider, emulator, cli, manifest, anyPackage, node],
    because: "development tools import no test, no test library and no entry point",
  },
  {
    name: "scripts",
    from: folder("scripts"),
    may: [provider, emulator, cli, testing, tools, node],
    because: "an entry point reads its arguments and calls testing or tools",
  },
  {
    name: "test",
    from: folder("test"),
    // Data beside a test, and the rules themselves.
    may: ["[.](json|cjs)$", provider, emulator, cli, testing, tools, anyPackage, node],
    because: "a test imports no other test and no entry point; what tests share is in testing",
  },
  {
    name: "examples",
    from: "^examples/([^/]+)/",
    may: ["^examples/$1/", anyPackage, node],
    because: "an example imports the package by its name, as a user does",
  },
];

/** Places whose files may not even import one another. */
const alone = ["test"];

const layerRules = layers.map(({ name, from, may, because }) => ({
  name,
  comment: because,
  severity: "error",
  from: { path: from },
  to: { pathNot: alone.includes(name) || from.includes("(") ? may : [from, ...may] },
}));

module.exports = {
  forbidden: [
    ...layerRules,
    {
      name: "no-layer",
      comment: "every file belongs to a layer of .dependency-cruiser.cjs",
      severity: "error",
      from: { pathNot: [...layers.map(({ from }) => from), anyPackage, "^package.json$"] },
      to: {},
    },
    {
      name: "no-circle",
      comment: "dependencies point one way, between files too",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "not-resolved",
      comment: "the imported file or package does not exist",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    // dist is what the package's own name leads to, an example installs packages of its own, and the benchmark's programs
    // run in projects of their own.
    exclude: { path: "^(dist|emulator/dist|examples/[^/]+/node_modules|testing/bench/programs)/" },
    // Imports of types count too.
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["types", "require", "node", "default"],
    },
  },
};
