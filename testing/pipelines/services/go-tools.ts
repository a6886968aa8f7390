import { execFileSync, type StdioOptions } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { withBuildLock } from "../../pulumi/build-lock";
import { findGo } from "../../pulumi/go-toolchain";
import { engineCacheFolder } from "../../pulumi/paths";

/** Checks workflows as GitHub would. */
export const actionlint = { command: "github.com/rhysd/actionlint/cmd/actionlint", version: "v1.7.12" };
/** The jq that GitHub's `gh` has inside. */
export const gojq = { command: "github.com/itchyny/gojq/cmd/gojq", version: "v0.12.17" };

/** Whether there is a Go to build them with. */
export const goIsThere = (() => {
  try {
    execFileSync("go", ["version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
})();

/** The path of a tool that Go builds from its module, once for each version, in the project's cache. */
export async function goTool({ command, version }: { command: string; version: string }): Promise<string> {
  const folder = join(dirname(engineCacheFolder(process.env)), "go", `${basename(command)}-${version}`);
  const file = join(folder, basename(command));
  if (existsSync(file)) return file;
  const { env } = await findGo(process.env);
  mkdirSync(folder, { recursive: true });
  await withBuildLock(
    `${folder}.lock`,
    () => undefined,
    async () => {
      if (existsSync(file)) return;
      const output: StdioOptions = ["ignore", "ignore", "pipe"];
      execFileSync("go", ["install", `${command}@${version}`], {
        env: { ...env, GOBIN: folder },
        stdio: output,
      });
    },
  );
  return file;
}
