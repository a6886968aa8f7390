import { spawn } from "node:child_process";
import { existsSync } from "node:fs";

/** How to run a `pulumi` command. */
export interface RunOptions {
  /** Folder to run it in. */
  readonly folder: string;
  /** Text for its standard input. */
  readonly input?: string | undefined;
  /** Default: no limit. */
  readonly timeoutMs?: number | undefined;
}

/** Runs `pulumi ARGS` and returns its standard output. @throws Error of one line if it fails, times out or is not installed */
export function runPulumi(
  args: readonly string[],
  { folder, input, timeoutMs }: RunOptions,
): Promise<string> {
  const command = ["pulumi", ...args.slice(0, firstFlagIndex(args))].join(" ");
  return new Promise((resolve, reject) => {
    const options = { cwd: folder, stdio: "pipe", timeout: timeoutMs } as const;
    const child = spawn("pulumi", [...args, "--non-interactive", "--color", "never"], options);
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text) => (stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text) => (stderr += text));
    child.on("error", (error: NodeJS.ErrnoException) => {
      const isMissing = error.code === "ENOENT";
      reject(new Error(isMissing ? "the engine, pulumi, is not on the PATH" : error.message));
    });
    child.on("close", (code) => {
      if (code === 0) return resolve(stdout);
      const reason = child.killed ? `timed out after ${Number(timeoutMs) / 1000} s` : errorMessage(stderr);
      reject(new Error(`${command}: ${reason}`));
    });
    // The command may exit before it has read all input; its exit code is what counts.
    child.stdin.on("error", () => undefined).end(input);
  });
}

/** The folder itself. @throws Error if it does not exist, which `spawn` would report as a missing command */
export function existingFolder(folder: string): string {
  if (existsSync(folder)) return folder;
  throw new Error(`there is no folder ${folder}`);
}

function firstFlagIndex(args: readonly string[]): number {
  const at = args.findIndex((arg) => arg.startsWith("-"));
  return at < 0 ? args.length : at;
}

/** The engine's error message on one line, without passwords in addresses of backends. */
export function errorMessage(stderr: string): string {
  const lines = stderr.split("\n").map((line) => line.trim());
  const start = lines.findIndex((line) => line.startsWith("error: "));
  return lines
    .slice(Math.max(0, start))
    .filter((line) => line !== "")
    .join(" ")
    .replace(/^error: /, "")
    .replace(/(\w:\/\/[^\s:/@]*):[^\s@]+@/g, "$1:…@");
}
