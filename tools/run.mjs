// Bootstraps a fresh clone (npm ci and the build, only when needed) and runs one of the project's commands.
// Plain JavaScript without dependencies: it must run before anything is installed.
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { bootstrap } from "./run/bootstrap.js";
import { runCommand, scriptCommand } from "./run/command.js";
import {
  checkLayers,
  engineLayers,
  fuzzLayer,
  longLayers,
  pipelineLayer,
  runAloud,
  runQuietly,
  summarize,
} from "./run/layers.js";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const started = performance.now();

const commands = {
  check: () => layers(),
  test: () =>
    layers(...engineLayers(root), ...(process.env.CI === "true" ? [fuzzLayer(), pipelineLayer(root)] : [])),
  "test:full": () => layers(...engineLayers(root), fuzzLayer(), pipelineLayer(root), ...longLayers(root)),
  demo: (args) => script(join("tools", "demo", "main.ts"), args),
  "demo:adopt": (args) => script(join("tools", "demo-adopt", "main.ts"), args),
  "demo:gitops": (args) => script(join("tools", "demo-gitops", "main.ts"), args),
  "release:check": (args) => script(join("tools", "release", "main.ts"), args),
  bench: (args) => script(join("tools", "bench", "main.ts"), args),
  "bench:fleet": (args) => script(join("tools", "bench", "fleet.ts"), args),
  mutations: (args) => script(join("tools", "mutations", "main.ts"), args),
  golden: (args) => script(join("tools", "golden", "main.ts"), args),
  faults: (args) => script(join("tools", "faults", "main.ts"), args),
  kill: (args) => script(join("tools", "kill", "main.ts"), args),
  fuzz: (args) => script(join("tools", "fuzz", "main.ts"), args),
  "docs:drift": (args) => script(join("tools", "docs-drift", "main.ts"), args),
  generate: (args) => script(join("tools", "generate", "main.ts"), args),
};

/** Runs the quick layers and then these; the exit code. */
async function layers(...further) {
  const results = await runQuietly(root, checkLayers(root));
  results.push(...(await runAloud(root, further)));
  return summarize(results, performance.now() - started, process.env.ATLAS_ACCESS_RESULTS_FILE) ? 0 : 1;
}

async function script(file, args) {
  return (await runCommand(root, scriptCommand(file, ...args))).code;
}

const [name = "", ...args] = process.argv.slice(2);
if (!Object.hasOwn(commands, name)) {
  console.error(
    `${name || "No command"} is not a command of this project. There are: ${Object.keys(commands).join(", ")}.`,
  );
  process.exit(2);
}
process.exitCode = (await bootstrap(root)) ? await commands[name](args) : 1;
