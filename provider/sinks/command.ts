import { type ChildProcess, spawn } from "node:child_process";
import type { SecretKind, SecretLabels, SecretSink, SinkSpec } from "../atlas/secret-sink";
import { SecretSinkError } from "../core/errors";
import { redact } from "./redaction";

const defaultTimeoutSeconds = 60;
/** Number of characters of the command's standard error that are kept, and that a message shows. */
const [keptLength, shownLength] = [8_192, 300];
/** Milliseconds to wait for the end of the output, which a background process of the command may keep open. */
const outputGraceMs = 300;

/**
 * The shell passes the secret through a pipe of its own, since Node's pipes are sockets, which `/dev/stdin` cannot open. `read` and
 * `printf` are built into the shell, so the secret is never in a process's arguments or environment, or on disk.
 */
const throughPipe = 'IFS= read -r secret && printf %s "$secret" | "$@"';

/**
 * A sink that runs a command of the user. The command gets the secret on its standard input, without a line break, and the labels as
 * environment variables. Exit code 0 means that the secret is stored.
 *
 * @param env the command's environment, without the labels
 */
export function commandSink(spec: SinkSpec, env: Readonly<Record<string, string | undefined>>): SecretSink {
  return {
    async store(secret, labels, { noun, input } = privateKey) {
      const subject = `the command of ${input}, ${JSON.stringify(spec.command[0])},`;
      // `read` in the shell takes one line; a valid secret is one line.
      if (secret === "" || /[\0\r\n]/.test(secret))
        throw new SecretSinkError(`the ${noun} in Atlas's response is empty or contains a line break`);
      const failure = await run(spec, { ...env, ...variables(labels) }, secret);
      if (failure !== undefined) throw new SecretSinkError(`${subject} ${failure}`);
    },
  };
}

const privateKey: SecretKind = { noun: "private key", input: "privateKeySink" };

function variables(labels: SecretLabels): Record<string, string> {
  const all = Object.entries(labels).map(([name, value]) => [
    `ATLAS_ACCESS_${name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`,
    // An environment variable cannot contain a NUL.
    value.replaceAll("\0", ""),
  ]);
  return Object.fromEntries(all);
}

/** Runs the command to its end. Returns the problem, or undefined on success. */
async function run(spec: SinkSpec, env: NodeJS.ProcessEnv, secret: string): Promise<string | undefined> {
  const seconds = spec.timeoutSeconds ?? defaultTimeoutSeconds;
  let printed = "";
  try {
    const end = await new Promise<CommandExit>((resolve, reject) => {
      // A process group of its own, so that all its processes can be killed. Standard output is ignored: it may contain the secret.
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
      // A command may end without reading its input; its exit code decides.
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

/** The end of the command's standard error, on one line and without the secret. */
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
    // The group has already ended.
  }
}
