import { readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import type { EngineHarness } from "../engine/engine-harness";
import type { CommandResult } from "../sandbox/running-command";

/**
 * The commands after a crash, as docs/operations/after-a-crash.md has them. The first is needed only where the
 * engine reports that the stack is locked; the last command is the one that was interrupted.
 */
export const runbook = {
  unlock: "pulumi cancel --yes",
  refresh: "pulumi refresh --clear-pending-creates --yes",
  up: "pulumi up --yes",
  destroy: "pulumi destroy --yes",
} as const;

/**
 * The engine's error for a stack in a file backend after it was killed while writing `<stack>.json.attrs` (seen with 3.232).
 * The state is complete.
 */
export const halfWritten = "failed to load checkpoint: EOF";

/** How a restart went. */
export interface Restart {
  readonly wasLocked: boolean;
  readonly printed: string;
  /** The command that failed, and its output. */
  readonly failed: string | undefined;
}

/** Follows the runbook. */
export async function restart(
  engine: EngineHarness,
  last: "up" | "destroy",
  /** Further options of the interrupted command. */
  flags: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<Restart> {
  const results: CommandResult[] = [];
  const run = async (step: keyof typeof runbook) => {
    // The preview is not needed here, and takes half of the time.
    const quick = step === "unlock" ? [] : ["--skip-preview"];
    const again = step === last ? flags : [];
    const result = await engine.pulumi([...runbook[step].split(" ").slice(1), ...quick, ...again], { env });
    results.push(result);
    return result;
  };
  let failed = await refused(run("refresh"), "refresh");
  if (failed?.includes(halfWritten)) {
    removeEmptyNotes(engine);
    failed = await refused(run("refresh"), "refresh");
  }
  const wasLocked = failed?.includes("currently locked") === true;
  if (wasLocked)
    failed = (await refused(run("unlock"), "unlock")) ?? (await refused(run("refresh"), "refresh"));
  failed ??= await refused(run(last), last);
  return { wasLocked, failed, printed: results.map(textOf).join("\n") };
}

/** The runbook's step for that. */
function removeEmptyNotes(engine: EngineHarness): void {
  const folder = join(engine.sandbox.stateFolder, ".pulumi");
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    const file = join(folder, name);
    if (name.endsWith(".attrs") && statSync(file).size === 0) rmSync(file);
  }
}

async function refused(
  running: Promise<CommandResult>,
  step: keyof typeof runbook,
): Promise<string | undefined> {
  const result = await running;
  return result.code === 0 ? undefined : `${runbook[step]}: exit code ${result.code}\n${textOf(result)}`;
}

const textOf = ({ stdout, stderr }: CommandResult) => `${stdout}${stderr}`;
