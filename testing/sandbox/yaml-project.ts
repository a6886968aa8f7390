import { copyFileSync, mkdirSync, symlinkSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import type { Sandbox } from "./sandbox";

/**
 * Makes a project folder in the sandbox that runs a copy of the YAML program in `source`, with the modules of `clone`, where the
 * program finds its plugin. Returns the folder.
 */
export function yamlProject(sandbox: Sandbox, source: string, clone: string): string {
  const folder = join(sandbox.folder, "projects", basename(resolve(source)));
  mkdirSync(folder, { recursive: true });
  copyFileSync(join(source, "Pulumi.yaml"), join(folder, "Pulumi.yaml"));
  symlinkSync(join(clone, "node_modules"), join(folder, "node_modules"));
  return folder;
}
