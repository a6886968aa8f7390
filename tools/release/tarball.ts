import { execFileSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Finding, holds, stops } from "./finding";

/** The files that `npm pack` would put into the tarball. */
export interface Tarball {
  /** Paths in it, sorted. */
  readonly files: readonly string[];
  readonly packedKb: number;
  readonly unpackedKb: number;
}

/** A package of this repository. */
export interface PublishedPackage {
  /** Its folder, from the root. */
  readonly folder: string;
  /** The list in git of the tarball's files: limits of the sizes in its head, then one path on each line. */
  readonly listFile: string;
}

const rootPackage: PublishedPackage = {
  folder: ".",
  listFile: join("testing", "install", "tarball-files.txt"),
};

export const emulatorPackage: PublishedPackage = {
  folder: "emulator",
  listFile: join("testing", "install", "emulator-tarball-files.txt"),
};

/** Builds the emulator's own package, which `npm run build` does not build. */
export function buildEmulatorPackage(root: string): void {
  rmSync(join(root, "emulator", "dist"), { recursive: true, force: true });
  const tsc = join(root, "node_modules", "typescript", "bin", "tsc");
  execFileSync(process.execPath, [tsc, "-p", "emulator"], { cwd: root, stdio: "inherit" });
}

/** The tarball of a package as it is built now, from `npm pack --dry-run`. */
export function tarballOf(root: string, { folder }: PublishedPackage = rootPackage): Tarball {
  const command = ["pack", "--dry-run", "--json", "--ignore-scripts", "--loglevel=error"];
  const cwd = join(root, folder);
  const output = execFileSync("npm", command, { cwd, encoding: "utf8", maxBuffer: 16 << 20 });
  const [packed] = JSON.parse(output) as { files: { path: string }[]; size: number; unpackedSize: number }[];
  if (packed === undefined) throw new Error(`npm would pack nothing in ${cwd}. It printed: ${output}`);
  return {
    files: packed.files.map(({ path }) => path).sort(),
    packedKb: Math.ceil(packed.size / 1000),
    unpackedKb: Math.ceil(packed.unpackedSize / 1000),
  };
}

/** Whether the tarball has the files of the list in git. */
export function compareTarball(root: string, tarball: Tarball, { listFile } = rootPackage): Finding {
  const { files, limits } = readList(root, listFile);
  const sizes = `${tarball.files.length} files, ${tarball.packedKb} kB packed, ${tarball.unpackedKb} kB unpacked`;
  const problems = [
    ...tarball.files.filter((file) => !files.includes(file)).map((file) => `+ ${file}`),
    ...files.filter((file) => !tarball.files.includes(file)).map((file) => `- ${file}`),
    ...(tarball.packedKb > limits.packedKb ? [`more than ${limits.packedKb} kB packed`] : []),
    ...(tarball.unpackedKb > limits.unpackedKb ? [`more than ${limits.unpackedKb} kB unpacked`] : []),
  ];
  if (problems.length === 0) return holds(sizes);
  const how = "If that is meant, run `npm run release:check -- --write` and commit the list.";
  return stops(`${sizes}; differs from ${listFile}:\n${problems.join("\n")}\n${how}`);
}

/** Writes the list of this tarball to git's working tree; sizes may grow by a quarter before it must be renewed. */
export function writeTarballList(
  root: string,
  { files, packedKb, unpackedKb }: Tarball,
  { listFile } = rootPackage,
): void {
  const limit = (kb: number) => Math.ceil((kb * 1.25) / 10) * 10;
  const head = `# at most ${limit(packedKb)} kB packed, ${limit(unpackedKb)} kB unpacked\n`;
  writeFileSync(join(root, listFile), `${head}${files.join("\n")}\n`);
}

function readList(root: string, listFile: string) {
  const [head = "", ...files] = readFileSync(join(root, listFile), "utf8").trimEnd().split("\n");
  const limits = /at most (\d+) kB packed, (\d+) kB unpacked/.exec(head);
  if (!limits) throw new Error(`${listFile} does not begin with the limits of the sizes`);
  return { files, limits: { packedKb: Number(limits[1]), unpackedKb: Number(limits[2]) } };
}
