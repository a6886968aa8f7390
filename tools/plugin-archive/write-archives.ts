import { spawnSync } from "node:child_process";
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundlePlugin } from "./bundle";
import { licencesText } from "./licences";

const executable = "pulumi-resource-atlas-access";

/** Systems by the names that Pulumi gives them; the file in the archives is the same, since it is a Node script. */
export const systems = [
  "linux-amd64",
  "linux-arm64",
  "darwin-amd64",
  "darwin-arm64",
  "windows-amd64",
  "windows-arm64",
] as const;

/** An archive that was written. */
export interface WrittenArchive {
  readonly file: string;
  readonly bytes: number;
}

/** Name of an archive, as `pulumi plugin install` and Pulumi's downloads have it. */
function archiveName(version: string, system: (typeof systems)[number]): string {
  return `${executable}-v${version}-${system}.tar.gz`;
}

/**
 * Writes the plugin's archive for each system into `folder`: the executable and the licences at its root.
 *
 * @throws Error when the bundle or an archive cannot be made
 */
export async function writeArchives(
  root: string,
  folder: string,
  version: string,
  wanted: readonly (typeof systems)[number][] = systems,
): Promise<readonly WrittenArchive[]> {
  const { text, packages } = await bundlePlugin(root);
  const content = mkdtempSync(join(tmpdir(), "plugin-archive-"));
  try {
    mkdirSync(folder, { recursive: true });
    chmodSync(content, 0o755);
    writeFileSync(join(content, executable), text);
    chmodSync(join(content, executable), 0o755);
    copyFileSync(join(root, "LICENSE"), join(content, "LICENSE"));
    writeFileSync(join(content, "THIRD-PARTY-LICENSES.txt"), licencesText(root, packages));
    return wanted.map((system) => {
      const launcher = join(content, `${executable}.cmd`);
      rmSync(launcher, { force: true });
      // Windows starts no script by its first line.
      if (system.startsWith("windows")) writeFileSync(launcher, `@node "%~dp0${executable}" %*\r\n`);
      const file = join(folder, archiveName(version, system));
      pack(content, file);
      return { file, bytes: statSync(file).size };
    });
  } finally {
    rmSync(content, { recursive: true, force: true });
  }
}

function pack(content: string, file: string): void {
  const { status, stderr, error } = spawnSync("tar", ["-czf", file, "-C", content, "."], {
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`Pack ${file}: ${error?.message ?? stderr.trim()}. tar must be on PATH`);
}
