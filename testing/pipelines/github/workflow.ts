import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { Sandbox } from "../../sandbox/sandbox";
import { type Context, filledIn, holds } from "./expressions";

interface Step {
  readonly id?: string;
  readonly name?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly run?: string;
}

interface Job {
  readonly if?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  /** None in a job that calls another workflow. */
  readonly steps?: readonly Step[];
}

export interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

/** The result of a job: the output of each step that ran; none for a job whose condition was false. */
export interface JobResult {
  readonly outcome: "success" | "failure" | "skipped";
  readonly printed: string;
}

/** Where the steps of a job run, and the fakes of others' actions. */
export interface Runner {
  readonly sandbox: Sandbox;
  /** The folder of the checkout. */
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  /** Does what an action does, as far as it can be done here. */
  use(action: string, inputs: Readonly<Record<string, unknown>>): Promise<void>;
}

export function readWorkflow(file: string): Workflow {
  return parse(readFileSync(file, "utf8")) as Workflow;
}

/**
 * Runs the steps of a job one after the other, as written.
 *
 * @param name which job; the workflow's only one unless given
 */
export async function runJob(
  { jobs }: Workflow,
  context: Context,
  runner: Runner,
  name?: string,
): Promise<JobResult> {
  const job = name === undefined ? Object.values(jobs)[0] : jobs[name];
  if (job?.steps === undefined || !holds(job.if, context, false)) return { outcome: "skipped", printed: "" };
  const steps: Record<string, { outcome: string; outputs: Record<string, string> }> = {};
  let failed = false;
  let printed = "";
  for (const step of job.steps) {
    const seen = { ...context, steps };
    if (!holds(step.if, seen, failed)) continue;
    if (step.uses !== undefined) {
      await runner.use(step.uses, step.with ?? {});
      continue;
    }
    const { code, text, outputs } = await runStep(step, { ...job.env, ...step.env }, seen, runner);
    printed += text;
    failed ||= code !== 0;
    if (step.id !== undefined) steps[step.id] = { outcome: code === 0 ? "success" : "failure", outputs };
  }
  return { outcome: failed ? "failure" : "success", printed };
}

async function runStep(step: Step, variables: Record<string, string>, context: Context, runner: Runner) {
  const { sandbox, folder } = runner;
  const [script, output] = ["step.sh", "step-output"].map((name) => join(sandbox.folder, name)) as [
    string,
    string,
  ];
  writeFileSync(script, filledIn(step.run ?? "", context));
  rmSync(output, { force: true });
  const env = Object.fromEntries(
    Object.entries(variables).map(([name, value]) => [name, filledIn(String(value), context)]),
  );
  // What GitHub starts for `shell: bash`.
  const bash = ["bash", "--noprofile", "--norc", "-eo", "pipefail", script] as const;
  const { code, stdout, stderr } = await sandbox.run(bash, {
    cwd: folder,
    env: { ...runner.env, ...env, CI: "true", GITHUB_ACTIONS: "true", GITHUB_OUTPUT: output },
    timeoutMs: 240_000,
  });
  const lines = existsSync(output) ? readFileSync(output, "utf8").trim().split("\n") : [];
  const outputs = Object.fromEntries(lines.map((line) => line.split("=", 2) as [string, string]));
  return { code, text: stdout + stderr, outputs };
}
