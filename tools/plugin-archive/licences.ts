import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

interface PackageManifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
}

/**
 * The licences of the packages in the bundle, each with its whole text.
 *
 * @throws Error for a package that names no licence
 */
export function licencesText(root: string, packages: readonly string[]): string {
  const parts = packages.map((folder) => {
    const { name, version, license } = manifestOf(join(root, folder));
    if (license === undefined) throw new Error(`${name} ${version} names no licence`);
    return [`${name} ${version} (${license})`, "", licenceFile(join(root, folder)) ?? noText].join("\n");
  });
  const rule = "=".repeat(72);
  return `${["The plugin contains these packages.", ...parts].join(`\n\n${rule}\n\n`)}\n`;
}

const noText = "The package has no file with the text of its licence.";

function manifestOf(folder: string): PackageManifest {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as PackageManifest;
}

function licenceFile(folder: string): string | undefined {
  const name = existsSync(folder)
    ? readdirSync(folder).find((file) => /^(licen[cs]e|copying)(\.|$|-)/i.test(file))
    : undefined;
  return name === undefined ? undefined : readFileSync(join(folder, name), "utf8").trim();
}
