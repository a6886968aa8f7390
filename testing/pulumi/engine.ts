import { execFile } from "node:child_process";
import { constants } from "node:fs";
import { access, realpath } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { compareVersions, formatVersion, oldestEngine, parseVersion } from "./version";

const runFile = promisify(execFile);

/** A Pulumi engine that can run this project's programs. */
export interface Engine {
  /** The folder with `pulumi`, the Node language host and the dynamic provider's launcher. */
  readonly binFolder: string;
  readonly version: string;
}

/** What a look at a folder gave: an engine, or the reason why it is passed over. */
export type Inspection = { readonly engine: Engine } | { readonly reason: string; readonly absent?: boolean };

/** Both must be in the folder of `pulumi`: otherwise the engine looks for them as plugins on the network. */
const companions = ["pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"] as const;

/** Looks whether `binFolder` holds an engine that is complete, starts, and is new enough. */
export async function inspectEngine(binFolder: string, env: NodeJS.ProcessEnv): Promise<Inspection> {
  const command = join(binFolder, "pulumi");
  if (!(await isExecutable(command))) return { reason: "no pulumi there", absent: true };
  const folder = dirname(await realpath(command));
  const printed = await printedVersion(command, env);
  if ("reason" in printed) return printed;
  const version = parseVersion(printed.text);
  if (!version)
    return { reason: `it does not print a version but ${JSON.stringify(printed.text.slice(0, 60))}` };
  if (compareVersions(version, oldestEngine) < 0) {
    return {
      reason: `${formatVersion(version)} is too old, ${formatVersion(oldestEngine)} or later is needed`,
    };
  }
  for (const companion of companions) {
    if (!(await isExecutable(join(folder, companion)))) {
      return { reason: `${formatVersion(version)}, but there is no ${companion} beside it` };
    }
  }
  return { engine: { binFolder: folder, version: formatVersion(version) } };
}

async function printedVersion(
  command: string,
  env: NodeJS.ProcessEnv,
): Promise<{ text: string } | { reason: string }> {
  try {
    const options = { env: { ...env, PULUMI_SKIP_UPDATE_CHECK: "1" }, timeout: 20_000 };
    const { stdout } = await runFile(command, ["version"], options);
    return { text: stdout.trim() };
  } catch (error) {
    const { code, signal } = error as { code?: unknown; signal?: unknown };
    return { reason: `\`pulumi version\` failed there (${String(signal ?? code)})` };
  }
}

async function isExecutable(file: string): Promise<boolean> {
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
}
