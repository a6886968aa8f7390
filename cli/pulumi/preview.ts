import { oneLine } from "../plain-text";
import { ProgramErrorFile } from "./program-error-file";
import { errorMessage } from "./stack";

/** What the engine says of one resource in one run. */
export interface Step {
  /** `same`, `update`, `delete`, `create`, `replace`, … */
  readonly op: string;
  readonly urn: string;
  readonly old?: StepSide;
  readonly new?: StepSide;
}

export interface StepSide {
  readonly urn: string;
  readonly id: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

/** Where the engine's commands work. */
export interface StackLocation {
  readonly name: string;
  readonly folder: string;
}

/** What Atlas has, compared with the state. The program runs too, so that the credentials are those of today's config. */
export async function previewRefresh(
  place: StackLocation,
  exclude: readonly string[] = [],
): Promise<readonly Step[]> {
  return collectSteps(place, (stack, onEvent) =>
    stack.previewRefresh({ runProgram: true, exclude: [...exclude], color: "never", onEvent }),
  );
}

/**
 * What the program wants, compared with the state. Asks Atlas nothing.
 *
 * @throws Error with what the program threw, without waiting for the SDK to print it
 */
export async function previewProgram(place: StackLocation): Promise<readonly Step[]> {
  const note = new ProgramErrorFile();
  const { env, signal } = note;
  try {
    return await collectSteps(
      place,
      (stack, onEvent) => stack.preview({ color: "never", onEvent, signal }),
      env,
    );
  } catch (error) {
    if (note.thrown === undefined) throw error;
    throw new Error(`the program failed: ${note.thrown}`, { cause: error });
  } finally {
    note.close();
  }
}

type Stack = import("@pulumi/pulumi/automation").Stack;
type EngineEvent = import("@pulumi/pulumi/automation").EngineEvent;

async function collectSteps(
  place: StackLocation,
  run: (stack: Stack, onEvent: (event: EngineEvent) => void) => Promise<unknown>,
  env: Readonly<Record<string, string>> = {},
): Promise<readonly Step[]> {
  const steps: Step[] = [];
  const problems: string[] = [];
  const stack = await selectStack(place, env);
  try {
    await run(stack, ({ resOutputsEvent, diagnosticEvent }) => {
      if (resOutputsEvent) steps.push(resOutputsEvent.metadata);
      if (diagnosticEvent?.severity === "error") problems.push(diagnosticEvent.message);
    });
  } catch (error) {
    throw new Error(firstError(problems) ?? errorMessage((error as Error).message), { cause: error });
  }
  return steps;
}

/** The last engine that could hand over its events by a file alone: they hold provider's outputs in plain. */
const lastEngineWithEventFile = [3, 205];

/** Loaded when it is needed: it takes longer than all other verbs. */
async function selectStack(
  { name, folder }: StackLocation,
  env: Readonly<Record<string, string>>,
): Promise<Stack> {
  const { LocalWorkspace, Stack } = (await import("@pulumi/pulumi/automation/index.js")).default;
  const workspace = await LocalWorkspace.create({ workDir: folder, envVars: { ...env } });
  const [major = 0, minor = 0] = workspace.pulumiVersion.split(".").map(Number);
  const [lastMajor = 0, lastMinor = 0] = lastEngineWithEventFile;
  if (major < lastMajor || (major === lastMajor && minor <= lastMinor))
    throw new Error(
      `Pulumi ${workspace.pulumiVersion} would write what it reads into a file. Install 3.206 or later`,
    );
  // Selecting it would change which stack the user's own commands take.
  workspace.selectStack = async () => undefined;
  return Stack.select(name, workspace);
}

/** The first thing that went wrong, on one line and without the places in the code. */
function firstError(problems: readonly string[]): string | undefined {
  const [first] = problems;
  if (first === undefined) return undefined;
  const lines = first.split("\n").filter((line) => line.trim() !== "" && !/^\s+at /.test(line));
  return oneLine(lines.slice(0, 8).join(" ")).replace(/^Preview failed: /, "");
}
