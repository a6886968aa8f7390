import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { parse } from "yaml";

/** A Pulumi project, as its file declares it. */
export interface PulumiProject {
  readonly name: string;
  /** Folder that holds the project file. */
  readonly folder: string;
  /** The file's `main`: folder or file of the program, relative to `folder`. */
  readonly main?: string;
}

/** The project of a folder or of the closest folder above it, as the engine finds it; undefined if there is none. */
export function findProject(from: string): PulumiProject | undefined {
  for (let folder = path.resolve(from); ; folder = path.dirname(folder)) {
    const file = ["Pulumi.yaml", "Pulumi.yml", "Pulumi.json"]
      .map((name) => path.join(folder, name))
      .find(existsSync);
    if (file !== undefined) {
      const { name, main } = parse(readFileSync(file, "utf8")) as { name: string; main?: string };
      return { name, folder, ...(main !== undefined && { main }) };
    }
    if (path.dirname(folder) === folder) return undefined;
  }
}

/** Folder of the program, in which the engine runs the resources' code. */
export function programFolder({ folder, main = "." }: PulumiProject): string {
  const program = path.resolve(folder, main);
  return path.extname(program) === "" ? program : path.dirname(program);
}

/** Version of the package that code in a folder would load; undefined if it is not installed there. */
export function installedVersion(folder: string, name: string): string | undefined {
  const requireFrom = createRequire(path.join(folder, "program.js"));
  try {
    return (requireFrom(`${name}/package.json`) as { version: string }).version;
  } catch {
    return undefined;
  }
}
