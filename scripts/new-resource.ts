/** `npm run new:resource ServiceAccount`: makes the files of a new resource, generates what follows, says what comes next. */
import { spawnSync } from "node:child_process";
import path from "node:path";
import { newResource } from "../tools/new-resource/new-resource";

const root = path.resolve(__dirname, "..");
const nextSteps = [
  "Each file is a working copy of the simplest resource; lines that begin with TEMPLATE say what to change:",
  "  1. the endpoints, from the official API document, and the emulator's routes where it has none for them",
  "  2. schema.ts, model.ts and resource.ts, then samples.ts; `npx jest --selectProjects unit -- contract` passes after each",
  "  3. the page of docs, then `npm run generate`, `npm run release:check -- --write` and `npm run check`",
];

try {
  const written = newResource(root, process.argv[2] ?? "");
  run(["--import", "tsx", "scripts/generate.ts"]);
  run([
    "node_modules/@biomejs/biome/bin/biome",
    "check",
    "--write",
    ...written.filter((file) => file.endsWith(".ts")),
  ]);
  console.log([...written.map((file) => `written: ${file}`), ...nextSteps].join("\n"));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

function run(command: readonly string[]): void {
  const { status } = spawnSync(process.execPath, command, { cwd: root, stdio: "inherit" });
  if (status !== 0) throw new Error(`${command.join(" ")} failed`);
}
