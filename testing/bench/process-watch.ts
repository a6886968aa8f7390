import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import type { SandboxProcess } from "../sandbox/processes";

/** The three kinds of processes of which a run of the engine consists. */
export const roles = ["engine", "program", "provider"] as const;
export type Role = (typeof roles)[number];

/** What a process has used. */
export interface Usage {
  readonly cpuMs: number;
  readonly peakMb: number;
}

/** How often processes are looked at; what one uses after the last look is not seen. */
const everyMs = 40;
/** How often new processes are looked for, which costs more. */
const searchEveryMs = 120;

/** Measures the resources of a command's processes with /proc; measures nothing on other systems. */
export class ProcessWatch {
  private readonly seen = new Map<number, { role: Role; usage: Usage }>();
  private readonly timer: NodeJS.Timeout | undefined;
  private searchedAt = 0;

  constructor(private readonly find: () => readonly SandboxProcess[]) {
    if (process.platform === "linux") this.timer = setInterval(() => this.look(), everyMs);
  }

  /** Ends the measurement. @returns the total CPU time, and the memory of the largest process of each role */
  end(): Partial<Record<Role, Usage>> {
    clearInterval(this.timer);
    const sums: Partial<Record<Role, Usage>> = {};
    for (const { role, usage } of this.seen.values()) {
      const { cpuMs, peakMb } = sums[role] ?? { cpuMs: 0, peakMb: 0 };
      sums[role] = { cpuMs: cpuMs + usage.cpuMs, peakMb: Math.max(peakMb, usage.peakMb) };
    }
    return sums;
  }

  private look(): void {
    if (performance.now() - this.searchedAt > searchEveryMs) {
      for (const { pid, command } of this.find()) this.add(pid, command);
      this.searchedAt = performance.now();
    }
    for (const [pid, process] of this.seen) process.usage = larger(process.usage, usageOf(pid));
  }

  /** A process that has just been started may still bear its parent's command. */
  private add(pid: number, command: string): void {
    const role = roleOf(command);
    const known = this.seen.get(pid);
    if (known) known.role = role;
    else this.seen.set(pid, { role, usage: { cpuMs: 0, peakMb: 0 } });
  }
}

/** A process that is ending has no memory any more, but had. */
function larger(before: Usage, now: Usage | undefined): Usage {
  if (now === undefined) return before;
  return { cpuMs: Math.max(before.cpuMs, now.cpuMs), peakMb: Math.max(before.peakMb, now.peakMb) };
}

/** The engine and its language host count as the engine: the host does nothing but start the program. */
function roleOf(command: string): Role {
  if (/dynamic-provider|pulumi-resource-/.test(command)) return "provider";
  return /cmd\/run|\bnode\b/.test(command) ? "program" : "engine";
}

let ticksPerSecond: number | undefined;

/** The resources of a running process so far; undefined after its end. */
export function usageOf(pid: number): Usage | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    // The name in brackets may hold blanks; what follows does not.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    ticksPerSecond ??= Number(execFileSync("getconf", ["CLK_TCK"], { encoding: "utf8" }));
    const ticks = Number(fields[11]) + Number(fields[12]);
    return { cpuMs: (ticks * 1000) / ticksPerSecond, peakMb: Number(peak ?? 0) / 1024 };
  } catch {
    return undefined;
  }
}
