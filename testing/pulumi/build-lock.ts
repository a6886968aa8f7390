import { mkdir, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** The holder touches its lock this often; a lock that is not touched for `staleAfterMs` belongs to a process that has ended. */
const touchEveryMs = 5_000;
const staleAfterMs = 30_000;
const lookEveryMs = 500;

/**
 * Runs `work` while holding the lock file `file`, so that two starts at once do not both build for minutes. A lock
 * whose holder is gone is taken over. Should two processes take one over at the same instant, both work: that costs
 * time and no correctness, since results are put in place by an atomic rename.
 *
 * @param onWait called once, with the holder's process id, when another process holds the lock
 */
export async function withBuildLock<T>(
  file: string,
  onWait: (holder: string) => void,
  work: () => Promise<T>,
): Promise<T> {
  await mkdir(dirname(file), { recursive: true });
  let reported = false;
  while (!(await tryLock(file))) {
    const holder = await readHolder(file);
    if (holder && (await isGone(file, holder))) await rm(file, { force: true });
    else {
      if (!reported) onWait(holder?.pid.toString() ?? "unknown");
      reported = true;
      await sleep(lookEveryMs);
    }
  }
  const touching = setInterval(() => void touch(file), touchEveryMs);
  try {
    return await work();
  } finally {
    clearInterval(touching);
    await rm(file, { force: true });
  }
}

interface Holder {
  readonly pid: number;
  readonly host: string;
}

async function tryLock(file: string): Promise<boolean> {
  const holder: Holder = { pid: process.pid, host: hostname() };
  try {
    await writeFile(file, JSON.stringify(holder), { flag: "wx" });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

async function readHolder(file: string): Promise<Holder | undefined> {
  try {
    return JSON.parse(await readFile(file, "utf8")) as Holder;
  } catch {
    // Just released, or just created and not yet written: the caller looks again, age decides in the end.
    return (await ageMs(file)) > staleAfterMs ? { pid: 0, host: "" } : undefined;
  }
}

async function isGone(file: string, holder: Holder): Promise<boolean> {
  if (holder.host === hostname() && !isAlive(holder.pid)) return true;
  return (await ageMs(file)) > staleAfterMs;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

async function ageMs(file: string): Promise<number> {
  const info = await stat(file).catch(() => undefined);
  return info ? Date.now() - info.mtimeMs : 0;
}

async function touch(file: string): Promise<void> {
  const now = new Date();
  await utimes(file, now, now).catch(() => undefined);
}
