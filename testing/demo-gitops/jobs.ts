import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { interesting } from "../demo/engine-output";
import { ExpectationError, expectThat } from "../demo/expectation";
import { changes, refused } from "../demo/request-log";
import type { Runner } from "../demo/runner";
import { Repository } from "../pipelines/repository";
import type { Sandbox } from "../sandbox/sandbox";
import { owner, reader } from "./seed";

/** The jobs of examples/gitops's pipelines, with this machine as the runner. */

export const stack = "acme";

/** The folder of the fakes of the runner's commands. */
export const fakes = ({ folder }: Pick<Sandbox, "folder">) => join(folder, "fakes");

interface Caller {
  readonly publicKey: string;
  readonly privateKey: string;
}

export function signIn({ publicKey, privateKey }: Caller): Record<string, string> {
  return { MONGODB_ATLAS_PUBLIC_API_KEY: publicKey, MONGODB_ATLAS_PRIVATE_API_KEY: privateKey };
}

/** What each job begins with: main, its packages, and the key that the job's environment holds. */
async function begin(runner: Runner, caller: Caller): Promise<Record<string, string>> {
  const { sandbox } = runner;
  await new Repository(sandbox).checkOut("main");
  const env = { ...signIn(caller), PATH: `${fakes(sandbox)}:${sandbox.env.PATH}` };
  await runner.command(["npm", "ci", "--ignore-scripts"], { env });
  return env;
}

/** The job of a pull request; the comment that it writes. */
export async function previewJob(runner: Runner, commit: string): Promise<string> {
  const env = await begin(runner, reader);
  await runner.command(["ci/take-list.sh", stack, commit], { env });
  await runner.command(["ci/preview.sh", stack], { env });
  const { stdout } = await runner.command(["ci/comment.sh", stack, "success"], { env });
  expectOnlyReading(runner);
  return stdout;
}

/** The job of a merge, as the workflow has it. */
export async function applyJob(runner: Runner): Promise<void> {
  const env = await begin(runner, owner);
  const run = lineOf(join(runner.project, ".github", "workflows", "apply.yml"), "Apply");
  const { stdout } = await runner.command(["bash", "-eo", "pipefail", "-c", run], {
    shown: run.replace('"$STACK"', stack),
    env: { ...env, STACK: stack },
  });
  runner.terminal.quote(interesting(stdout.slice(stdout.lastIndexOf("\nUpdating"))));
  expectThat("refused requests", refused(runner.received()), []);
}

/** The job of the schedule, which is to end with this code; its report. */
export async function driftJob(runner: Runner, code: 0 | 2): Promise<string> {
  const env = await begin(runner, reader);
  await runner.command(["ci/drift.sh", stack], { env, code });
  runner.terminal.note(`It ends with exit code ${code}, and its report says:`);
  expectOnlyReading(runner);
  return readFileSync(join(runner.project, "drift.out"), "utf8");
}

/** What a step of a workflow's only job runs. */
function lineOf(file: string, step: string): string {
  interface Workflow {
    readonly jobs: Readonly<Record<string, { steps: readonly { name?: string; run?: string }[] }>>;
  }
  const { jobs } = parse(readFileSync(file, "utf8")) as Workflow;
  const found = Object.values(jobs).flatMap(({ steps }) => steps.filter(({ name }) => name === step));
  if (found[0]?.run === undefined) throw new Error(`${file} has no step ${step} that runs something`);
  return found[0].run;
}

/** Only the read-only key called Atlas, and only its reads of other keys' access lists were refused. */
function expectOnlyReading(runner: Runner): void {
  const received = runner.received();
  expectThat("requests that change something in Atlas", changes(received), []);
  const isOfLists = (request: string) => request.startsWith("listOrgApiKeyAccessListEntries ");
  expectThat(
    "refused requests",
    refused(received).filter((request) => !isOfLists(request)),
    [],
  );
  const callers = new Set(received.flatMap(({ caller }) => caller ?? []));
  expectThat("keys that Atlas was asked with", [...callers], [reader.publicKey]);
}

/** @throws ExpectationError unless the page contains all these texts, and no secret */
export function expectPage(what: string, page: string, says: readonly string[]): void {
  for (const words of says) if (!page.includes(words)) throw new ExpectationError(what, words, page);
  for (const { privateKey } of [owner, reader])
    if (page.includes(privateKey)) throw new ExpectationError(what, "no private key", page);
}
