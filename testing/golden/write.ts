import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { startEmulator } from "../../emulator";
import { seed } from "../emulator/seed";
import { EngineHarness } from "../engine/engine-harness";
import { atlasAddress, type GoldenState, goldenFolder, goldenSums, sumsFile } from "./golden-state";
import { type GoldenStack, goldenStacks } from "./stacks";

const root = resolve(__dirname, "../..");
const passphrase = "only for golden states";
/** Atlas's time: objects that are created then are old whenever they are read. */
const madeAt = Date.UTC(2026, 0, 1);

/**
 * Writes the golden states of this version, which every later version must be able to read, refresh and destroy. Until the
 * changelog says when the version came out they are written anew; after that never again.
 *
 * @param names of the stacks; all of them unless given
 * @throws Error when the version is released already
 */
export async function writeGoldenStates(names: readonly string[] = []): Promise<void> {
  const version = versionOf("package.json");
  const folder = join(goldenFolder, version);
  const changelog = readFileSync(join(root, "CHANGELOG.md"), "utf8");
  if (!changelog.includes(`## ${version} (unreleased)`)) {
    throw new Error(`${version} is out: its golden states stay as they are. Raise the version first`);
  }
  if (names.length === 0) rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const stack of goldenStacks.filter(({ name }) => names.length === 0 || names.includes(name))) {
    const state = await applied(stack);
    writeFileSync(join(folder, `${stack.name}.json`), `${JSON.stringify(state, null, 1)}\n`);
    console.log(`${version}/${stack.name}.json: ${state.state.deployment.resources?.length} resources`);
  }
  writeFileSync(sumsFile, goldenSums());
}

/** Applies a stack to an emulator of its own and records the state of both. */
async function applied({ config, program }: GoldenStack): Promise<GoldenState> {
  const atlas = await startEmulator({ seed: seed(), now: () => madeAt });
  const harness = await EngineHarness.open({
    program,
    config: { "mongodbatlas:baseUrl": atlas.url, ...config },
    env: { PULUMI_CONFIG_PASSPHRASE: passphrase },
    secretsProvider: "passphrase",
  });
  try {
    await harness.up();
    const engine = (await harness.expect(["version"])).stdout.trim();
    const sdk = versionOf("node_modules/@pulumi/pulumi/package.json");
    const exported = JSON.stringify(await harness.stackExport());
    return {
      madeWith: { package: versionOf("package.json"), engine, sdk },
      passphrase,
      config: { "mongodbatlas:baseUrl": atlasAddress, ...config },
      program,
      atlas: atlas.store.state(),
      // Where the engine notes source positions: of the clone, but not of this machine.
      state: JSON.parse(exported.replaceAll(atlas.url, atlasAddress).replaceAll(root, "/clone")),
    };
  } finally {
    await harness.close();
    await atlas.close();
  }
}

function versionOf(file: string): string {
  return JSON.parse(readFileSync(join(root, file), "utf8")).version;
}
