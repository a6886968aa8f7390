import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { parse, stringify } from "yaml";
import type { Sandbox } from "./sandbox";

/**
 * Makes a project folder in the sandbox that runs the same program as the project in `source`: its Pulumi.yaml with
 * `main` pointing to the original. Stack settings (Pulumi.STACK.yaml) are written there, so the original's are neither
 * read nor written, and the program still finds its modules beside itself. Returns the folder, to run the engine in.
 */
export function privateProject(sandbox: Sandbox, source: string): string {
  const settings = parse(readFileSync(join(source, "Pulumi.yaml"), "utf8")) as { main?: string };
  const folder = join(sandbox.folder, "projects", basename(resolve(source)));
  mkdirSync(folder, { recursive: true });
  const main = resolve(source, settings.main ?? ".");
  writeFileSync(join(folder, "Pulumi.yaml"), stringify({ ...settings, main }));
  return folder;
}
