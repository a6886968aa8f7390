import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { audit, changelog, cleanTree, licence, type Manifest, provenance } from "./checks";
import { entryPoints } from "./entry-points";
import { table } from "./finding";
import { address, type RepositoryManifest, repositoryFiles, tag } from "./repository";
import { comparePackages, runtimePackages, writePackages } from "./runtime-packages";
import {
  buildEmulatorPackage,
  compareTarball,
  emulatorPackage,
  tarballOf,
  writeTarballList,
} from "./tarball";

const root = resolve(__dirname, "../..");

interface Options {
  /** Renews the lists in git from the build and the installed packages first. */
  readonly write: boolean;
  /** The tag of the release, to compare with the version. */
  readonly tag: string | undefined;
}

/** Prints each check of a release with its result. Returns whether a release is possible now. */
export function checkRelease({ write, tag: name }: Options): boolean {
  buildEmulatorPackage(root);
  const tarball = tarballOf(root);
  const emulatorTarball = tarballOf(root, emulatorPackage);
  const packages = runtimePackages(root);
  if (write) {
    writeTarballList(root, tarball);
    writeTarballList(root, emulatorTarball, emulatorPackage);
    writePackages(root, packages);
  }
  const manifest = JSON.parse(text("package.json") ?? "{}") as Manifest & RepositoryManifest;
  const emulatorManifest = JSON.parse(text("emulator/package.json") ?? "{}") as Manifest & RepositoryManifest;
  const manifests = { "package.json": manifest, "emulator/package.json": emulatorManifest };
  const { text: lines, ready } = table({
    "git tree": cleanTree(output("git", "status", "--porcelain")),
    ...(name !== undefined && { tag: tag(name, manifests) }),
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
    repository: repositoryFiles(root),
    address: address(manifests, text(".github/CODEOWNERS") ?? ""),
  });
  console.log(lines);
  return ready;
}

function text(name: string): string | undefined {
  const file = join(root, name);
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}

/** The output of a command, whatever its exit code: an audit with findings ends with 1. */
function output(command: string, ...args: string[]): string {
  const { stdout, error } = spawnSync(command, args, { cwd: root, encoding: "utf8", timeout: 60_000 });
  if (error && !stdout) throw new Error(`${command} ${args.join(" ")}: ${error.message}`, { cause: error });
  return stdout;
}
