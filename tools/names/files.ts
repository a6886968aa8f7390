import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

/** Folders whose names are checked. */
const folders = ["provider", "emulator", "cli", "testing", "test", "tools", "scripts", "examples"];

/** Files whose names this project does not choose: Atlas's operations, and data of released versions. */
const left = /^(testing\/golden\/|tools\/names\/retired\.json$)|\.generated\.ts$/;

/** Each file of the repository that git tracks or would add; a file of code with its content. */
export function* checkedFiles(root: string): Generator<{ file: string; text: string | undefined }> {
  const args = ["ls-files", "--cached", "--others", "--exclude-standard", "--", ...folders];
  const { stdout, status, stderr } = spawnSync("git", args, { cwd: root, encoding: "utf8" });
  if (status !== 0) throw new Error(`git ls-files failed: ${stderr}`);
  for (const file of new Set(stdout.split("\n"))) {
    if (file === "" || left.test(file) || !existsSync(path.join(root, file))) continue;
    const isCode = /\.(ts|js|mjs|cjs)$/.test(file);
    yield { file, text: isCode ? readFileSync(path.join(root, file), "utf8") : undefined };
  }
}
