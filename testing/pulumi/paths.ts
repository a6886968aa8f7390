import { readdir } from "node:fs/promises";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { compareVersions, parseVersion } from "./version";

/** The folders on PATH, in order. */
export function pathFolders(env: NodeJS.ProcessEnv): string[] {
  return (env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
}

/** Where the Pulumi installers and the Automation API keep engines: one folder a version. */
export function versionsFolder(env: NodeJS.ProcessEnv): string {
  return join(env.PULUMI_HOME || join(home(env), ".pulumi"), "versions");
}

/** Where this project keeps the engines that it installed or built: one folder a version and platform. */
export function engineCacheFolder(env: NodeJS.ProcessEnv): string {
  return join(env.XDG_CACHE_HOME || join(home(env), ".cache"), "pulumi-atlas-access", "engine");
}

/** The cache's folder for one version; the platform is in the name since home folders are shared between machines. */
export function cachedEngineFolder(env: NodeJS.ProcessEnv, version: string): string {
  return join(engineCacheFolder(env), `${version}-${process.platform}-${process.arch}`);
}

/** The `bin` folders of all versions in `folder`, newest first; of the cache, only this platform's. */
export async function binFoldersNewestFirst(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  const here = `-${process.platform}-${process.arch}`;
  const known = names.flatMap((name) => {
    const version = parseVersion(name);
    const foreign = /-(linux|darwin|win32|freebsd)-/.test(name) && !name.endsWith(here);
    return version && !foreign && !name.includes("partial") ? [{ name, version }] : [];
  });
  known.sort((a, b) => compareVersions(b.version, a.version));
  return known.map(({ name }) => join(folder, name, "bin"));
}

function home(env: NodeJS.ProcessEnv): string {
  return env.HOME || homedir();
}
