import { type ChildProcess, spawn } from "node:child_process";
import type { SecretLabels, SecretSink, SinkSpec } from "../atlas/secret-sink";
import { SecretSinkError } from "../core/errors";
import { redact } from "./redaction";

const defaultTimeoutSeconds = 60;
/** Of what a command prints to standard error, so much is kept and so much is shown. */
const [keptLength, shownLength] = [8_192, 300];
/** How long the end of the output is waited for, which something that the command left running may hold open. */
const outputGraceMs = 300;

/**
 * Node's own pipes are sockets, which `/dev/stdin` cannot be opened on; a shell's are not. Both commands in front are
 * the shell's own, so that the secret is in no process's arguments or environment, and it never touches the disk.
 */
const throughPipe = 'IFS= read -r secret && printf %s "$secret" | "$@"';

/**
 * A command of the user's that gets the secret on its standard input, without a line break, and the labels as variables.
 * It counts as kept when the command ends with exit code 0.
 *
 * @param env what the command may see beside the labels
 */
export function commandSink(spec: SinkSpec, env: Readonly<Record<string, string | undefined>>): SecretSink {
  const subject = `the command of privateKeySink, ${JSON.stringify(spec.command[0])},`;
  return {
    async store(secret, labels) {
      // A line is what the shell hands on, and Atlas's keys are one.
      if (secret === "" || /[\0\r\n]/.test(secret))
        throw new SecretSinkError("the private key that Atlas answered is empty or has a line break");
      const failure = await run(spec, { ...env, ...variables(labels) }, secret);
      if (failure !== undefined) throw new SecretSinkError(`${subject} ${failure}`);
    },
  };
}

function variables(labels: SecretLabels): Record<string, string> {
  return {
    ATLAS_ACCESS_ORG_ID: labels.orgId,
    ATLAS_ACCESS_API_KEY_ID: labels.apiKeyId,
    ATLAS_ACCESS_PUBLIC_KEY: labels.publicKey,
    // No variable can hold a NUL.
    ATLAS_ACCESS_DESCRIPTION: labels.description.replaceAll("\0", ""),
  };
}

/** Runs it to its end. Returns what went wrong, or undefined. */
async function run(spec: SinkSpec, env: NodeJS.ProcessEnv, secret: string): Promise<string | undefined> {
  const seconds = spec.timeoutSeconds ?? defaultTimeoutSeconds;
  let printed = "";
  try {
    const end = await new Promise<CommandExit>((resolve, reject) => {
      // A group of its own, so that all of it can be ended. What it prints to standard output is nobody's business.
      const child = spawn("/bin/sh", ["-c", throughPipe, "sh", ...spec.command], {
        env,
        detached: true,
        stdio: ["pipe", "ignore", "pipe"],
      });
      child.once("error", reject);
      let timedOut = false;
      const timer = setTimeout(() => {
        timedOut = true;
        killProcessGroup(child);
      }, seconds * 1_000);
      child.once("exit", (code, signal) => {
        clearTimeout(timer);
        const settle = () => {
          child.stderr.destroy();
          resolve({ code, signal, timedOut, seconds });
        };
        const grace = setTimeout(settle, outputGraceMs);
        child.once("close", () => {
          clearTimeout(grace);
          settle();
        });
      });
      child.stderr.setEncoding("utf8").on("data", (text: string) => {
        printed = (printed + text).slice(-keptLength);
      });
      // A command that ends without reading is judged by how it ends.
      child.stdin.on("error", () => undefined).end(`${secret}\n`);
    });
    const failure = exitProblem(end);
    return failure && `${failure}${stderrExcerpt(printed, secret)}`;
  } catch (error) {
    return `could not be started: ${(error as NodeJS.ErrnoException).code ?? "unknown reason"}`;
  }
}

interface CommandExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly timedOut: boolean;
  readonly seconds: number;
}

function exitProblem({ code, signal, timedOut, seconds }: CommandExit): string | undefined {
  if (timedOut) return `did not end within ${seconds} s`;
  if (code === 0) return undefined;
  return code === null ? `was ended by ${signal}` : `ended with exit code ${code}`;
}

/** The end of what it printed to standard error, on one line and without the secret. */
function stderrExcerpt(printed: string, secret: string): string {
  const line = redact(printed, secret);
  return line === ""
    ? ""
    : ` and said: "${line.length > shownLength ? `…${line.slice(-shownLength)}` : line}"`;
}

function killProcessGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch {
    // It has ended meanwhile.
  }
}
