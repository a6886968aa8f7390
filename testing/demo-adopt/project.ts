import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../demo/runner";
import type { Sandbox } from "../sandbox/sandbox";

/** Makes a new TypeScript project in the sandbox, which finds its modules in the clone; it has no program yet. */
export function emptyProject(sandbox: Sandbox): string {
  const folder = join(sandbox.folder, "projects", "acme-access");
  mkdirSync(folder, { recursive: true });
  // In the program's folder, the engine would read all of them at each start.
  symlinkSync(join(root, "node_modules"), join(sandbox.folder, "projects", "node_modules"));
  const compilerOptions = {
    strict: true,
    target: "es2022",
    module: "node16",
    moduleResolution: "node16",
    skipLibCheck: true,
  };
  const files = {
    "Pulumi.yaml": "name: acme-access\nruntime: nodejs\n",
    "package.json": JSON.stringify({ name: "acme-access", private: true, main: "index.ts" }),
    "tsconfig.json": JSON.stringify({ compilerOptions, files: ["index.ts"] }),
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}
