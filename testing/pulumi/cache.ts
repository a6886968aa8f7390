import { randomBytes } from "node:crypto";
import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { withBuildLock } from "./build-lock";
import { type Engine, inspectEngine } from "./engine";
import { cachedEngineFolder } from "./paths";
import type { Report } from "./progress";

/**
 * Builds an engine with `make` in a temporary folder and renames the folder, so that no process sees an incomplete
 * engine. When another process is building the same engine, waits and uses its result.
 *
 * @param make fills the folder it is given so that `bin` in it holds a complete engine
 * @throws Error when `make` fails or what it made is not usable
 */
export async function makeInCache(
  version: string,
  env: NodeJS.ProcessEnv,
  report: Report,
  make: (root: string) => Promise<void>,
): Promise<Engine> {
  const target = cachedEngineFolder(env, version);
  const onWait = (holder: string) => report(`process ${holder} is already making ${version}, waiting for it`);
  return withBuildLock(`${target}.lock`, onWait, async () => {
    const ready = await inspectEngine(join(target, "bin"), env);
    if ("engine" in ready) return ready.engine;
    await removePartials(target);
    const partial = `${target}.partial-${randomBytes(4).toString("hex")}`;
    try {
      await mkdir(partial, { recursive: true });
      await make(partial);
      const made = await inspectEngine(join(partial, "bin"), env);
      if (!("engine" in made)) throw new Error(`what was made is not usable: ${made.reason}`);
      await rm(target, { recursive: true, force: true });
      await rename(partial, target);
    } finally {
      await rm(partial, { recursive: true, force: true });
    }
    return { binFolder: join(target, "bin"), version };
  });
}

/** Files of a killed builder: only the holder of the lock builds. */
async function removePartials(target: string): Promise<void> {
  const folder = dirname(target);
  for (const name of await readdir(folder).catch(() => [])) {
    if (name.startsWith(`${basename(target)}.partial-`)) {
      await rm(join(folder, name), { recursive: true, force: true });
    }
  }
}
