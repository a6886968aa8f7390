/** Runs children/one-call.ts in a process and an environment of its own. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

export interface Outcome {
  readonly status?: number;
  readonly error?: string;
  /** Whether undici was loaded before and after the call. */
  readonly undici: readonly [boolean, boolean];
}

export interface Child {
  readonly process: ChildProcess;
  readonly outcome: Outcome;
  /** Its output so far. */
  readonly output: () => string;
}

const repository = join(__dirname, "..", "..");

/** Resolves after the request of the child process, which may still be running. */
export async function startChild(env: Record<string, string>, ...args: string[]): Promise<Child> {
  const script = join(__dirname, "children", "one-call.ts");
  const child = spawn(process.execPath, ["--require", "tsx/cjs", script, ...args], {
    cwd: repository,
    env: { PATH: process.env.PATH ?? "", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const line = new Promise<string>((resolve, reject) => {
    const take = (chunk: Buffer) => {
      output += chunk.toString();
      const found = /^\{.*\}$/m.exec(output);
      if (found) resolve(found[0]);
    };
    child.stdout.on("data", take);
    child.stderr.on("data", take);
    child.on("exit", () => reject(new Error(`the child ended without a result: ${output}`)));
  });
  return { process: child, outcome: JSON.parse(await line) as Outcome, output: () => output };
}

/** The exit code, or the signal that ended the process. */
export async function endOf(child: Child): Promise<number | string> {
  const { exitCode, signalCode } = child.process;
  if (exitCode !== null || signalCode !== null) return signalCode ?? exitCode ?? "";
  const [code, signal] = (await once(child.process, "exit")) as [number | null, string | null];
  return signal ?? code ?? "";
}
