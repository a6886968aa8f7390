import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { preProcessFile } from "typescript";

/**
 * Dependencies point one way. Each row: a folder, and the only places and packages that its files may import.
 * Places are folders or files below the root, without `.ts`.
 */
const rules: readonly { from: string; may: readonly string[]; why: string }[] = [
  {
    from: "provider/core",
    may: ["provider/core", "zod"],
    why: "the core knows what a resource is and nothing of Atlas, HTTP or Pulumi",
  },
  {
    from: "provider/http",
    may: ["provider/http", "provider/core/errors", "undici", "node:"],
    why: "one file for each policy; the only place with undici",
  },
  {
    from: "provider/config",
    may: [
      "provider/config",
      "provider/core/errors",
      "provider/core/closest-match",
      "zod",
      "smol-toml",
      "node:",
    ],
    why: "settings depend on nothing that uses them",
  },
  {
    from: "provider/atlas",
    may: ["provider/atlas", "provider/core", "provider/http/request", "zod"],
    why: "the API's conventions see HTTP requests only",
  },
  {
    from: "provider/sinks",
    may: ["provider/sinks", "provider/atlas/secret-sink", "provider/core/errors", "node:"],
    why: "a sink takes a secret and knows nothing of who hands it over",
  },
  {
    from: "provider/resources/catalogue.generated",
    may: ["provider/resources"],
    why: "the catalogue lists, and does nothing",
  },
  {
    from: "provider/resources",
    may: ["provider/resources/{self}", "provider/core", "provider/atlas", "zod", "ipaddr.js"],
    why: "a resource knows no other resource, no HTTP and no host",
  },
  {
    from: "provider/functions",
    may: ["provider/functions", "provider/core", "provider/atlas", "zod"],
    why: "a function knows no resource, no HTTP and no host",
  },
  {
    from: "provider/runtime",
    may: [
      "provider/runtime",
      "provider/core",
      "provider/atlas",
      "provider/config",
      "provider/http",
      "provider/sinks",
      "node:",
    ],
    why: "what one run shares, for every host: no resource by name and no Pulumi",
  },
  {
    from: "provider/host",
    may: ["provider", "@pulumi/pulumi", "node:"],
    why: "hosts sit on top; the only importers of @pulumi/pulumi",
  },
  { from: "provider/index", may: ["provider"], why: "the public face re-exports" },
  {
    from: "emulator",
    may: ["emulator", "zod", "node:"],
    why: "the emulator is a second reading of the API and shares no schema with the client",
  },
  {
    from: "cli",
    may: ["cli", "provider", "emulator", "commander", "zod", "yaml", "@pulumi/pulumi/automation", "node:"],
    why: "verbs are thin",
  },
];

interface Import {
  readonly file: string;
  readonly line: number;
  readonly target: string;
}

test("dependencies between folders point one way", () => {
  const offences = ["provider", "emulator", "cli"].flatMap(filesBelow).flatMap(importsOf).flatMap(offence);
  expect(offences).toEqual([]);
});

test("only configuration reads the environment", () => {
  const offences = filesBelow("provider")
    .filter((file) => !file.startsWith("provider/config/"))
    .flatMap((file) =>
      linesOf(file).flatMap((text, at) => (/process\.env/.test(text) ? [`${file}:${at + 1}`] : [])),
    );
  expect(offences).toEqual([]);
});

test("shared code names no resource", () => {
  const shared = ["provider/core", "provider/http", "provider/config", "provider/host"].flatMap(filesBelow);
  const offences = shared
    .filter((file) => !file.endsWith(".generated.ts"))
    .flatMap((file) =>
      linesOf(file).flatMap((text, at) =>
        /OrgApiKey|ProjectApiKeyAssignment/.test(withoutComment(text)) ? [`${file}:${at + 1}`] : [],
      ),
    );
  expect(offences).toEqual([]);
});

test("an import that breaks a rule is found", () => {
  const found = offence({ file: "provider/core/field.ts", line: 3, target: "provider/atlas/client" });
  expect(found).toEqual([
    "provider/core/field.ts:3 imports provider/atlas/client: the core knows what a resource is and nothing of Atlas, HTTP or Pulumi",
  ]);
});

function offence({ file, line, target }: Import): string[] {
  const rule = rules.find(({ from }) => file === `${from}.ts` || file.startsWith(`${from}/`));
  if (rule === undefined) return [`${file}:${line}: no rule covers this file`];
  const self = file.split("/").slice(0, 3).join("/");
  const allowed = rule.may.map((place) => place.replace("provider/resources/{self}", self));
  const fits = allowed.some(
    (place) => target === place || target.startsWith(place.endsWith(":") ? place : `${place}/`),
  );
  return fits ? [] : [`${file}:${line} imports ${target}: ${rule.why}`];
}

function importsOf(file: string): Import[] {
  const text = linesOf(file).join("\n");
  return preProcessFile(text, true, true).importedFiles.flatMap(({ fileName, pos }) => {
    // The package's own name stands for its public entries: a text in state, or its version.
    if (fileName.startsWith("pulumi-atlas-access/")) return [];
    const local = path.posix.join(path.posix.dirname(file), fileName.replace(/\.js$/, ""));
    const target = fileName.startsWith(".") ? local : fileName;
    return [{ file, line: text.slice(0, pos).split("\n").length, target }];
  });
}

function withoutComment(text: string): string {
  return text.replace(/^\s*(\*|\/\*|\/\/).*$/, "").replace(/\s\/\/.*$/, "");
}

const root = path.resolve(__dirname, "../..");

function filesBelow(folder: string): string[] {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !name.endsWith("samples.ts"))
    .map((name) => path.posix.join(folder, name.split(path.sep).join("/")));
}

function linesOf(file: string): string[] {
  return readFileSync(path.join(root, file), "utf8").split("\n");
}
