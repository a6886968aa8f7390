import semver from "semver";
import { oneLine } from "../plain-text";
import { ProgramErrorFile } from "./program-error-file";
import { errorMessage } from "./run";

/** What the engine reports about one resource in one preview. */
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

/** A stack by its name and the folder in which commands run. */
export interface StackLocation {
  readonly name: string;
  readonly folder: string;
}

/** Compares Atlas with the state. The program runs too, so that the credentials are those of the current config. */
export async function previewRefresh(
  location: StackLocation,
  exclude: readonly string[] = [],
): Promise<readonly Step[]> {
  return collectSteps(location, (stack, onEvent) =>
    stack.previewRefresh({ runProgram: true, exclude: [...exclude], color: "never", onEvent }),
  );
}

/**
 * Compares the program with the state. Makes no API call for unchanged resources.
 *
 * @throws Error with the program's error, without waiting until the SDK has printed it
 */
export async function previewProgram(location: StackLocation): Promise<readonly Step[]> {
  const errorFile = new ProgramErrorFile();
  const { env, signal } = errorFile;
  try {
    return await collectSteps(
      location,
      (stack, onEvent) => stack.preview({ color: "never", onEvent, signal }),
      env,
    );
  } catch (error) {
    if (errorFile.thrown === undefined) throw error;
    throw new Error(`the program failed: ${errorFile.thrown}`, { cause: error });
  } finally {
    errorFile.close();
  }
}

type Stack = import("@pulumi/pulumi/automation").Stack;
type EngineEvent = import("@pulumi/pulumi/automation").EngineEvent;

async function collectSteps(
  location: StackLocation,
  run: (stack: Stack, onEvent: (event: EngineEvent) => void) => Promise<unknown>,
  env: Readonly<Record<string, string>> = {},
): Promise<readonly Step[]> {
  const steps: Step[] = [];
  const errors: string[] = [];
  const stack = await selectStack(location, env);
  try {
    await run(stack, ({ resOutputsEvent, diagnosticEvent }) => {
      if (resOutputsEvent) steps.push(resOutputsEvent.metadata);
      if (diagnosticEvent?.severity === "error") errors.push(diagnosticEvent.message);
    });
  } catch (error) {
    throw new Error(firstError(errors) ?? errorMessage((error as Error).message), { cause: error });
  }
  return steps;
}

/** Older engines report events only through a file, and events contain the provider's outputs in plain text. */
const oldestEngine = "3.206.0";

async function selectStack(
  { name, folder }: StackLocation,
  env: Readonly<Record<string, string>>,
): Promise<Stack> {
  // Imported here because it loads slowly and no other command needs it.
  const { LocalWorkspace, Stack } = (await import("@pulumi/pulumi/automation/index.js")).default;
  // Pipelines set this variable to true. The engine takes it for --yes, which it refuses together with --preview-only.
  const envVars = { PULUMI_SKIP_CONFIRMATIONS: "false", ...env };
  const workspace = await LocalWorkspace.create({ workDir: folder, envVars });
  if (semver.lt(workspace.pulumiVersion, oldestEngine))
    throw new Error(
      `Pulumi ${workspace.pulumiVersion} writes event logs, which contain secrets, to a file. Install 3.206 or later`,
    );
  // `pulumi stack select` would change the stack that the user has selected.
  workspace.selectStack = async () => undefined;
  return Stack.select(name, workspace);
}

/** The first error on one line, without the stack trace. */
function firstError(errors: readonly string[]): string | undefined {
  const [first] = errors;
  if (first === undefined) return undefined;
  const lines = first.split("\n").filter((line) => line.trim() !== "" && !/^\s+at /.test(line));
  return oneLine(lines.slice(0, 8).join(" ")).replace(/^Preview failed: /, "");
}
