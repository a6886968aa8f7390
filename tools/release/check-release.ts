import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { audit, changelog, cleanTree, licence, type Manifest, provenance } from "./checks";
import { entryPoints } from "./entry-points";
import { table } from "./finding";
import { comparePackages, runtimePackages, writePackages } from "./runtime-packages";
import {
  buildEmulatorPackage,
  compareTarball,
  emulatorPackage,
  tarballOf,
  writeTarballList,
} from "./tarball";

const root = resolve(__dirname, "../..");

/**
 * Prints what a release needs and whether it holds.
 *
 * @param write first makes the lists in git those of what is built and installed here
 * @returns whether something stops a release
 */
export function checkRelease(write: boolean): boolean {
  buildEmulatorPackage(root);
  const tarball = tarballOf(root);
  const emulatorTarball = tarballOf(root, emulatorPackage);
  const packages = runtimePackages(root);
  if (write) {
    writeTarballList(root, tarball);
    writeTarballList(root, emulatorTarball, emulatorPackage);
    writePackages(root, packages);
  }
  const manifest = JSON.parse(text("package.json") ?? "{}") as Manifest;
  const emulatorManifest = JSON.parse(text("emulator/package.json") ?? "{}") as Manifest;
  const { text: lines, stopped } = table({
    "git tree": cleanTree(output("git", "status", "--porcelain")),
    changelog: changelog(text("CHANGELOG.md") ?? "", manifest),
    audit: audit(output("npm", "audit", "--omit=dev", "--json")),
    "runtime packages": comparePackages(root, packages),
    tarball: compareTarball(root, tarball),
    "emulator changelog": changelog(text("emulator/CHANGELOG.md") ?? "", emulatorManifest),
    "emulator tarball": compareTarball(root, emulatorTarball, emulatorPackage),
    "emulator licence": licence(text("emulator/LICENSE"), emulatorManifest),
    "entry points": entryPoints(root),
    provenance: provenance(root, manifest),
    licence: licence(text("LICENSE"), manifest),
  });
  console.log(lines);
  console.log(stopped ? "\nThis cannot be released yet." : "\nNothing stops a release.");
  return stopped;
}

function text(name: string): string | undefined {
  const file = join(root, name);
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}

/** What a command prints, whatever its exit code: an audit that finds something ends with 1. */
function output(command: string, ...args: string[]): string {
  const { stdout, error } = spawnSync(command, args, { cwd: root, encoding: "utf8", timeout: 60_000 });
  if (error && !stdout) throw new Error(`${command} ${args.join(" ")}: ${error.message}`, { cause: error });
  return stdout;
}
