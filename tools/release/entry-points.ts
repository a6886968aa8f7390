import { spawnSync } from "node:child_process";
import { join, resolve } from "node:path";
import { type Finding, holds, stops } from "./finding";

const publint = join(resolve(__dirname, "../.."), "node_modules", "publint", "src", "cli.js");

/**
 * Whether `main`, `types`, `exports`, `bin` and `files` of package.json are consistent and name files of the tarball.
 *
 * @param packed false to check the folder without packing it first
 */
export function entryPoints(folder: string, packed = true): Finding {
  const pack = packed ? "npm" : "false";
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [publint, "run", "--strict", "--pack", pack, folder],
    { encoding: "utf8", env: { ...process.env, NO_COLOR: "1" } },
  );
  if (status === 0) return holds("publint finds nothing wrong with the entry points");
  const problems = `${stdout}${stderr}`.split("\n").filter((line) => /^\s*\d+\. /.test(line));
  return stops(
    problems.length > 0 ? problems.map((line) => line.trim()).join("\n") : `publint failed: ${stderr}`,
  );
}
