import { mkdirSync, writeFileSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import { startEmulator } from "../../emulator";
import { callers, seed } from "../emulator/seed";
import { type AtlasHarness, signInByVariables } from "../engine/atlas-harness";
import { EngineHarness } from "../engine/engine-harness";
import type { Step } from "./step";

const clone = resolve(__dirname, "../..");

/** One stack for all tests of a file, and a shell in which the commands of pages run as they are written. */
export interface OneStack {
  /** Runs a step and compares. */
  run(step: Step): Promise<void>;
  /** What a command of the engine prints with `--help`. */
  help(command: string): Promise<string>;
}

/** Opens the stack, with the credentials of the organization's owner in the environment. */
export function useOneStack(program: string): OneStack {
  const harness = { behindMs: 600_000 } as { -readonly [Key in keyof AtlasHarness]: AtlasHarness[Key] };
  beforeAll(async () => {
    harness.atlas = await startEmulator({ seed: seed(), now: () => Date.now() - harness.behindMs });
    const env = { MONGODB_ATLAS_BASE_URL: harness.atlas.url, ...signInByVariables(callers.owner) };
    harness.engine = await EngineHarness.open({ program, env });
    installCommand(join(harness.engine.folder, "node_modules", ".bin"));
  }, 300_000);
  afterAll(async () => {
    await harness.engine?.close();
    await harness.atlas?.close();
  });
  return {
    run: (step) => runStep(harness, step),
    help: async (command) => (await harness.engine.expect([command, "--help"])).stdout,
  };
}

/** Puts the command where npm installs it. */
function installCommand(bin: string): void {
  mkdirSync(bin, { recursive: true });
  const main = JSON.stringify(join(clone, "dist/cli/main.js"));
  writeFileSync(join(bin, "atlas-access"), `#!${process.execPath}\nrequire(${main});\n`, { mode: 0o755 });
}

async function runStep(harness: AtlasHarness, step: Step): Promise<void> {
  const { line, typed = line, input, before, code = 0, prints, after } = step;
  await before?.(harness);
  const { sandbox, folder } = harness.engine;
  const bin = join(folder, "node_modules", ".bin");
  // Questions of the engine are answered with yes.
  const env = { PATH: [bin, sandbox.env.PATH].join(delimiter), PULUMI_SKIP_CONFIRMATIONS: "true" };
  // The preview before a change takes half of the time; Getting started's test runs the commands with it.
  const command = typed.replace(/^pulumi (up|refresh|destroy)\b/, "$& --skip-preview");
  const ended = await sandbox.run(["bash", "-c", command], {
    cwd: folder,
    env,
    ...(input !== undefined && { input }),
  });
  const printed = ended.stdout + ended.stderr;
  if (ended.code !== code)
    throw new Error(`${typed} ended with exit code ${ended.code}, expected ${code}\n${printed}`);
  if (prints) expect(printed).toMatch(prints);
  await after?.(harness);
}
