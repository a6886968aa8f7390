import { join } from "node:path";
import { makeInCache } from "./cache";
import { type Engine, type Inspection, inspectEngine } from "./engine";
import { buildFromModules, moduleVersion } from "./module-proxy";
import { installInto, type OfficialInstaller, officialInstaller } from "./official-installer";
import { binFoldersNewestFirst, engineCacheFolder, pathFolders, versionsFolder } from "./paths";
import type { Report } from "./progress";
import { formatVersion, oldestEngine } from "./version";

/** How to look for an engine; everything has a default. */
export interface FindOptions {
  readonly env?: NodeJS.ProcessEnv;
  /** Gets one line for each location that was tried, with the result. */
  readonly report?: Report;
  /** Gets lines while something is installed or built; `report` unless given. */
  readonly progress?: Report;
  readonly installer?: OfficialInstaller;
}

interface Search {
  readonly env: NodeJS.ProcessEnv;
  readonly report: Report;
  readonly progress: Report;
  readonly installer: OfficialInstaller;
}

interface Step {
  readonly place: string;
  /** The engine, or in words why there is none. */
  find(): Promise<Engine | string>;
}

/**
 * Finds a Pulumi engine that can run this project, or makes one: on PATH, in Pulumi's versions folder, in this
 * project's cache, with the official installer, from source through the Go module proxy; the first one wins.
 *
 * @throws Error that names what to install when none of these has an engine
 */
export async function findEngine(options: FindOptions = {}): Promise<Engine> {
  const report = options.report ?? (() => undefined);
  const search: Search = {
    env: options.env ?? process.env,
    report,
    progress: options.progress ?? report,
    installer: options.installer ?? officialInstaller,
  };
  for (const step of steps(search)) {
    const found = await step.find();
    if (typeof found !== "string") {
      search.report(`${step.place}: found ${found.version} in ${found.binFolder}`);
      return found;
    }
    search.report(`${step.place}: ${found}`);
  }
  throw new Error(
    `No Pulumi engine was found or could be made. Install the Pulumi CLI ${formatVersion(oldestEngine)} or later ` +
      "(https://www.pulumi.com/docs/install/), or Go 1.25 or later with access to a Go module proxy, and start again.",
  );
}

function steps(search: Search): Step[] {
  const { env } = search;
  return [
    { place: "pulumi on PATH", find: () => firstUsable(pathFolders(env), env, "not there") },
    { place: `versions folder ${versionsFolder(env)}`, find: () => newestIn(versionsFolder(env), env) },
    { place: `cache ${engineCacheFolder(env)}`, find: () => newestIn(engineCacheFolder(env), env) },
    { place: "official installer", find: () => install(search) },
    { place: "Go module proxy", find: () => build(search) },
  ];
}

async function newestIn(folder: string, env: NodeJS.ProcessEnv): Promise<Engine | string> {
  return firstUsable(await binFoldersNewestFirst(folder), env, "no engine in it");
}

async function firstUsable(
  binFolders: readonly string[],
  env: NodeJS.ProcessEnv,
  nothing: string,
): Promise<Engine | string> {
  const passedOver: string[] = [];
  for (const folder of new Set(binFolders)) {
    const seen: Inspection = await inspectEngine(folder, env);
    if ("engine" in seen) return seen.engine;
    if (!seen.absent) passedOver.push(`${join(folder, "pulumi")} passed over: ${seen.reason}`);
  }
  return passedOver.join("; ") || nothing;
}

async function install({ env, progress, installer }: Search): Promise<Engine | string> {
  if (!(await installer.isReachable())) return "not reachable from here";
  return outcome(async () =>
    makeInCache(await installer.version(), env, progress, (root) => installInto(root, installer, progress)),
  );
}

async function build({ env, progress }: Search): Promise<Engine | string> {
  return outcome(async () =>
    makeInCache(await moduleVersion(), env, progress, (root) => buildFromModules(root, env, progress)),
  );
}

/** After any error the next step is tried; the step's line has the error. */
async function outcome(make: () => Promise<Engine>): Promise<Engine | string> {
  try {
    return await make();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
