import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";

const run = promisify(execFile);

/**
 * The stack's config as it is now, secrets decrypted; undefined where it cannot be had.
 *
 * Where no program runs (refresh, destroy), the engine hands over the config that the last `up` stored (seen with
 * 3.232), so that credentials which were changed since are not in it. The engine's own command knows which stack
 * it works on; the same command is asked for that stack's config. Costs a process, so only done when Atlas refused.
 */
export async function currentConfig(): Promise<((key: string) => string | undefined) | undefined> {
  const command = await engineCommand();
  if (command === undefined) return undefined;
  try {
    const args = ["config", "--json", "--show-secrets", "--non-interactive", ...stackFlags(command)];
    const { stdout } = await run(command[0] ?? "pulumi", args, {
      timeout: 30_000,
      maxBuffer: 16 * 1024 * 1024,
    });
    const values = JSON.parse(stdout) as Record<string, { value?: string }>;
    return (key) => values[key]?.value;
  } catch {
    // Then the refusal itself is what the user is told.
    return undefined;
  }
}

/** Command line of the engine that started this process: `pulumi destroy --stack dev …`. */
async function engineCommand(): Promise<readonly string[] | undefined> {
  let pid = process.ppid;
  // The engine starts a small shell script, which starts this process.
  for (let generation = 0; generation < 3 && pid > 1; generation++) {
    const parent = await describeProcess(pid);
    if (parent === undefined) return undefined;
    if (/(^|\/)pulumi(\.exe)?$/.test(parent.args[0] ?? "")) return parent.args;
    pid = parent.ppid;
  }
  return undefined;
}

interface ProcessDescription {
  readonly ppid: number;
  readonly args: readonly string[];
}

async function describeProcess(pid: number): Promise<ProcessDescription | undefined> {
  try {
    const [line, stat] = await Promise.all([
      readFile(`/proc/${pid}/cmdline`, "utf8"),
      readFile(`/proc/${pid}/stat`, "utf8"),
    ]);
    // The second field of stat is a name in brackets that may hold spaces; the fields after it do not.
    const ppid = Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
    return { ppid, args: line.split("\0").filter((part) => part !== "") };
  } catch {
    return describeByPs(pid);
  }
}

/** Where there is no /proc. Arguments with spaces come apart, and then no flag is recognised. */
async function describeByPs(pid: number): Promise<ProcessDescription | undefined> {
  try {
    const { stdout } = await run("ps", ["-o", "ppid=,args=", "-p", String(pid)], { timeout: 5_000 });
    const [ppid, ...args] = stdout.trim().split(/\s+/);
    return { ppid: Number(ppid), args };
  } catch {
    return undefined;
  }
}

/** The flags by which the engine was told which stack's settings to use, to be told so again. */
export function stackFlags(command: readonly string[]): string[] {
  return command.flatMap((part, at) => {
    const next = command[at + 1];
    if (part === "-s" || part === "--stack") return next === undefined ? [] : ["--stack", next];
    if (part === "-C" || part === "--cwd") return next === undefined ? [] : ["--cwd", next];
    if (part === "--config-file") return next === undefined ? [] : ["--config-file", next];
    return /^--(stack|cwd|config-file)=/.test(part) ? [part] : [];
  });
}
