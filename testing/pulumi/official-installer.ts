import { readFile, rm } from "node:fs/promises";
import type { Report } from "./progress";

/** Gets an engine from Pulumi's own installer; replaced in tests. */
export interface OfficialInstaller {
  /** Answers within five seconds whether the installer can be reached at all. */
  isReachable(): Promise<boolean>;
  /** Installs the version that matches the SDK in node_modules into `root`/bin. */
  install(root: string): Promise<void>;
  /** The version that `install` installs. */
  version(): Promise<string>;
}

const probeTimeoutMs = 5_000;

/** The SDK's own way to install the CLI (`PulumiCommand.install`), behind a short probe. */
export const officialInstaller: OfficialInstaller = {
  async isReachable() {
    try {
      // Any answer will do: without internet there is none.
      await fetch("https://get.pulumi.com/", { method: "HEAD", signal: AbortSignal.timeout(probeTimeoutMs) });
      return true;
    } catch {
      return false;
    }
  },
  async install(root) {
    // Loaded late: the SDK takes half a second, which a start that finds its engine should not pay.
    const { PulumiCommand } = await import("@pulumi/pulumi/automation/index.js");
    await PulumiCommand.install({ root });
  },
  async version() {
    const file = require.resolve("@pulumi/pulumi/package.json");
    const { version } = JSON.parse(await readFile(file, "utf8")) as { version: string };
    return version;
  },
};

/**
 * Installs into `root`, and removes it again when the installer fails partway.
 *
 * @throws Error with the installer's last line
 */
export async function installInto(root: string, installer: OfficialInstaller, report: Report): Promise<void> {
  report("installing the Pulumi CLI with its official installer (about 100 MB)");
  try {
    await installer.install(root);
  } catch (error) {
    await rm(root, { recursive: true, force: true });
    const lines = String(error instanceof Error ? error.message : error)
      .trim()
      .split("\n");
    throw new Error(`the installer failed: ${lines.at(-1) ?? "no message"}`, { cause: error });
  }
}
