import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Finding, holds, stops } from "./finding";

/** What `npm pack` would put into the tarball. */
export interface Tarball {
  /** Paths in it, sorted. */
  readonly files: readonly string[];
  readonly packedKb: number;
  readonly unpackedKb: number;
}

/** The list in git: limits of the sizes in its head, then one path on each line. */
const listFile = join("testing", "install", "tarball-files.txt");

/** Asks npm, of the package as it is built now. */
export function tarballOf(root: string): Tarball {
  const command = ["pack", "--dry-run", "--json", "--ignore-scripts", "--loglevel=error"];
  const output = execFileSync("npm", command, { cwd: root, encoding: "utf8", maxBuffer: 16 << 20 });
  const [packed] = JSON.parse(output) as { files: { path: string }[]; size: number; unpackedSize: number }[];
  if (packed === undefined) throw new Error(`npm would pack nothing in ${root}. It printed: ${output}`);
  return {
    files: packed.files.map(({ path }) => path).sort(),
    packedKb: Math.ceil(packed.size / 1000),
    unpackedKb: Math.ceil(packed.unpackedSize / 1000),
  };
}

/** Whether the tarball is the one that the list in git tells of. */
export function compareTarball(root: string, tarball: Tarball): Finding {
  const { files, limits } = readList(root);
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

/** Makes the list in git the one of this tarball; sizes may grow by a quarter until it is written again. */
export function writeTarballList(root: string, { files, packedKb, unpackedKb }: Tarball): void {
  const limit = (kb: number) => Math.ceil((kb * 1.25) / 10) * 10;
  const head = `# at most ${limit(packedKb)} kB packed, ${limit(unpackedKb)} kB unpacked\n`;
  writeFileSync(join(root, listFile), `${head}${files.join("\n")}\n`);
}

function readList(root: string) {
  const [head = "", ...files] = readFileSync(join(root, listFile), "utf8").trimEnd().split("\n");
  const limits = /at most (\d+) kB packed, (\d+) kB unpacked/.exec(head);
  if (!limits) throw new Error(`${listFile} does not begin with the limits of the sizes`);
  return { files, limits: { packedKb: Number(limits[1]), unpackedKb: Number(limits[2]) } };
}
