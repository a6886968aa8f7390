import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

/** A process that runs in a sandbox: the engine, a language host, a provider, anything that they started. */
export interface SandboxProcess {
  readonly pid: number;
  /** Its command line, arguments separated by blanks. */
  readonly command: string;
}

/** The variable that marks all processes of a sandbox: they inherit it, also after their parent has ended. */
export const markerVariable = "ATLAS_ACCESS_SANDBOX";

/**
 * All living processes whose marker is `marker` or starts with `marker` and a `#`. Process groups don't tell: the
 * engine gives each plugin a group of its own, and a killed engine leaves them without a parent.
 */
export function processesMarked(marker: string): SandboxProcess[] {
  const found = process.platform === "linux" ? fromProc(marker) : fromPs(marker);
  return found.filter(({ pid }) => pid !== process.pid);
}

/** Sends `signal` to each process; a process that has ended meanwhile is no error. */
export function signalAll(processes: readonly SandboxProcess[], signal: NodeJS.Signals): void {
  for (const { pid } of processes) signalPid(pid, signal);
}

/** Sends `signal` to a process, or with a negative number to a group. @returns whether it exists */
export function signalPid(pid: number, signal: NodeJS.Signals): boolean {
  try {
    process.kill(pid, signal);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ESRCH") return false;
    throw error;
  }
}

function isMarked(environment: string, marker: string): boolean {
  const entry = `${markerVariable}=${marker}`;
  const end = environment.charAt(environment.indexOf(entry) + entry.length);
  return environment.includes(entry) && ["", "#", "\0", " "].includes(end);
}

function fromProc(marker: string): SandboxProcess[] {
  return readdirSync("/proc").flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      if (!isMarked(readFileSync(`/proc/${name}/environ`, "latin1"), marker)) return [];
      const command = readFileSync(`/proc/${name}/cmdline`, "utf8").split("\0").join(" ").trim();
      // A zombie has neither: it has ended and waits for its parent.
      return command === "" ? [] : [{ pid: Number(name), command }];
    } catch {
      // The process has ended meanwhile, or belongs to another user.
      return [];
    }
  });
}

/** Elsewhere `ps` shows the environment behind the command line. */
function fromPs(marker: string): SandboxProcess[] {
  const listing = execFileSync("ps", ["-Eww", "-axo", "pid=,command="], {
    encoding: "utf8",
    maxBuffer: 64 << 20,
  });
  return listing.split("\n").flatMap((line) => {
    const match = /^\s*(\d+) (.*)$/.exec(line);
    return match?.[2] && isMarked(match[2], marker) ? [{ pid: Number(match[1]), command: match[2] }] : [];
  });
}
