import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { packClone } from "../../testing/install/installed-project";
import { install } from "../../testing/install/package-managers";
import { settings } from "../../testing/install/template-tsconfigs.json";
import { compilers } from "../../testing/install/typescript-versions.json";
import { Sandbox } from "../../testing/sandbox/sandbox";

/** All public names: classes, their arguments, functions, errors, roles, and those of the emulator. */
const program = `
import * as pulumi from "@pulumi/pulumi";
import * as atlas from "pulumi-atlas-access";
import { OrgApiKey, type OrgApiKeyArgs, ProjectApiKeyAssignment, AtlasApiError } from "pulumi-atlas-access";
import { type Emulator, type FaultSpec, startEmulator } from "pulumi-atlas-access/emulator";

const args: OrgApiKeyArgs = { orgId: "5f0000000000000000000001", description: "ci", roles: ["ORG_READ_ONLY"] };
const key = new OrgApiKey("key", args, { protect: true });
new ProjectApiKeyAssignment("grant", {
  projectId: pulumi.output("5f0000000000000000000010"),
  apiKeyId: key.apiKeyId,
  roles: ["GROUP_READ_ONLY"],
});
// @ts-expect-error: a key's own roles are an organization's
new OrgApiKey("wrong", { ...args, roles: ["GROUP_READ_ONLY"] });
// @ts-expect-error: a description is a text
new OrgApiKey("wrong", { ...args, description: 1 });
export const privateKey: pulumi.Output<string | undefined> = key.privateKey;
export const kind = (error: AtlasApiError): string => error.kind;
export const all: object = atlas;
export async function emulated(faults: FaultSpec[]): Promise<Emulator> {
  const emulator = await startEmulator({ seed: { organizations: [] } });
  emulator.fail("createOrgApiKey", faults);
  // @ts-expect-error: a fault is a status, a word or an object
  emulator.fail("createOrgApiKey", true);
  return emulator;
}
`;

const resolutions = [
  { moduleResolution: "node10", module: "commonjs" },
  { moduleResolution: "node16", module: "node16" },
  { moduleResolution: "bundler", module: "es2022" },
];

/** Some compilers reject declarations of the SDK's dependencies; neither users nor this package can change that. */
const othersFault = /^node_modules\/(?!pulumi-atlas-access\/)/;

jest.setTimeout(240_000);

let sandbox: Sandbox;
let folder: string;
beforeAll(async () => {
  sandbox = new Sandbox();
  folder = join(sandbox.folder, "consumer");
  const tarball = await packClone({ sandbox });
  const named = compilers.map((version) => [`typescript-${version}`, `npm:typescript@~${version}`]);
  const packages = { "@pulumi/pulumi": "3.248.0", "@types/node": "^20.9.5", ...Object.fromEntries(named) };
  const dependencies = { ...packages, "pulumi-atlas-access": `file:${tarball}` };
  mkdirSync(folder);
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, dependencies }));
  writeFileSync(join(folder, "index.ts"), program);
  await install(sandbox, folder, "npm");
  // A name that the declarations lack cannot be needed.
  for (const name of ["zod", "undici"]) rmSync(join(folder, "node_modules", name), { recursive: true });
}, 300_000);
afterAll(() => sandbox.close());

const combinations = compilers.flatMap((compiler) => resolutions.map((how) => ({ compiler, ...how })));

test.each(combinations)(
  "TypeScript $compiler checks the package's declarations with resolution $moduleResolution",
  async (row) => {
    const { compiler, module, moduleResolution } = row;
    const settings = {
      target: "es2022",
      module,
      moduleResolution,
      strict: true,
      skipLibCheck: false,
      noEmit: true,
    };
    // TypeScript 6 still has the old resolution, if it is told that this is known.
    const old = compiler === "6" && moduleResolution === "node10" ? { ignoreDeprecations: "6.0" } : {};
    const compilerOptions = { ...settings, types: ["node"], exactOptionalPropertyTypes: true, ...old };
    const { stdout } = await compile(compiler, compilerOptions);
    expect(stdout.split("\n").filter((line) => /error/.test(line) && !othersFault.test(line))).toEqual([]);
  },
);

const templates = ["5.9", "6"].flatMap((compiler) =>
  settings.map(({ compilerOptions }) => ({
    compiler,
    what: `target ${compilerOptions.target}, module ${compilerOptions.module}`,
    compilerOptions,
  })),
);

test.each(templates)(
  "with TypeScript $compiler, npx tsc --noEmit passes with the settings of Pulumi's templates: $what",
  async ({ compiler, compilerOptions }) => {
    expect(await compile(compiler, compilerOptions, ["--noEmit"])).toMatchObject({ code: 0, stdout: "" });
  },
);

function compile(compiler: string, compilerOptions: object, args: readonly string[] = []) {
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["index.ts"] }));
  const tsc = join(folder, "node_modules", `typescript-${compiler}`, "bin", "tsc");
  return sandbox.run([process.execPath, tsc, "-p", folder, ...args, "--pretty", "false"], { cwd: folder });
}
