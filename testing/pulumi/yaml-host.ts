import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { withBuildLock } from "./build-lock";
import type { Engine } from "./engine";
import { buildYamlHost } from "./module-proxy";
import type { Report } from "./progress";

/**
 * Puts Pulumi's YAML language host beside the engine, unless it is there: official engines have it, those that this project built
 * get it with the first YAML program. There the engine finds it without a warning.
 *
 * @throws Error when it cannot be built, or not be put there
 */
export async function ensureYamlHost(
  { binFolder }: Engine,
  report: Report = () => undefined,
  env: NodeJS.ProcessEnv = process.env,
): Promise<void> {
  const target = join(binFolder, "pulumi-language-yaml");
  if (existsSync(target)) return;
  const onWait = (holder: string) => report(`process ${holder} is already building the YAML language host`);
  await withBuildLock(`${target}.lock`, onWait, async () => {
    if (existsSync(target)) return;
    report("building Pulumi's YAML language host from source: half a minute, once");
    const partial = `${target}.partial-${randomBytes(4).toString("hex")}`;
    try {
      await buildYamlHost(partial, env, report);
      await rename(partial, target);
    } finally {
      await rm(partial, { force: true });
    }
  });
}
