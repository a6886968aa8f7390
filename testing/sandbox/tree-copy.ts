import { cpSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The copied files: everything that the generator and the unit tests read. */
const copied = [
  "provider",
  "emulator",
  "cli",
  "examples",
  "test",
  "testing",
  "tools",
  "scripts",
  "docs",
  "package.json",
  "jest.config.js",
  "tsconfig.json",
  "biome.json",
  "README.md",
];
/** Installed and built folders are linked. */
const linked = ["node_modules", "dist"];

/** A copy of the tree in which a file may be broken without anybody else noticing. */
export class TreeCopy {
  private constructor(readonly folder: string) {}

  static of(root: string): TreeCopy {
    const folder = mkdtempSync(join(tmpdir(), "atlas-access-copy-"));
    for (const name of copied) cpSync(join(root, name), join(folder, name), { recursive: true });
    for (const name of linked) symlinkSync(join(root, name), join(folder, name));
    return new TreeCopy(folder);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
