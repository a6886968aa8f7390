// Bootstraps a fresh clone (npm ci and the build, only when needed) and runs one of the project's commands.
// Plain JavaScript without dependencies: it must run before anything is installed.
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { bootstrap } from "../tools/run/bootstrap.js";
import { runCommand, scriptCommand, toolCommand } from "../tools/run/command.js";
import {
  checkLayers,
  fuzzLayer,
  longLayers,
  pipelineLayer,
  runAloud,
  runQuietly,
  summarize,
  testLayers,
} from "../tools/run/layers.js";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const started = performance.now();

const commands = {
  check: () => layers(),
  "test:unit": (args) => unitTests(args),
  test: () =>
    layers(...testLayers(root), ...(process.env.CI === "true" ? [fuzzLayer(), pipelineLayer(root)] : [])),
  "test:full": () => layers(...testLayers(root), fuzzLayer(), pipelineLayer(root), ...longLayers(root)),
  demo: (args) => script(join("scripts", "demo.ts"), args),
  "demo:adopt": (args) => script(join("scripts", "demo-adopt.ts"), args),
  "demo:yaml": (args) => script(join("scripts", "demo-yaml.ts"), args),
  "demo:gitops": (args) => script(join("scripts", "demo-gitops.ts"), args),
  "release:check": (args) => script(join("scripts", "release.ts"), args),
  bench: (args) => script(join("scripts", "bench.ts"), args),
  "bench:fleet": (args) => script(join("scripts", "bench-fleet.ts"), args),
  mutations: (args) => script(join("scripts", "mutations.ts"), args),
  golden: (args) => script(join("scripts", "golden.ts"), args),
  faults: (args) => script(join("scripts", "faults.ts"), args),
  kill: (args) => script(join("scripts", "kill.ts"), args),
  rotation: (args) => script(join("scripts", "rotation.ts"), args),
  fuzz: (args) => script(join("scripts", "fuzz.ts"), args),
  "docs:drift": (args) => script(join("scripts", "docs-drift.ts"), args),
  "check:imports": (args) => script(join("scripts", "dependencies.ts"), args),
  "new:resource": (args) => script(join("scripts", "new-resource.ts"), args),
  "package:plugin": (args) => script(join("scripts", "package-plugin.ts"), args),
  generate: (args) => script(join("scripts", "generate.ts"), args),
};

/** Runs the quick layers and then these; the exit code. */
async function layers(...further) {
  const results = await runQuietly(root, checkLayers(root));
  results.push(...(await runAloud(root, further)));
  return summarize(results, performance.now() - started, process.env.ATLAS_ACCESS_RESULTS_FILE) ? 0 : 1;
}

async function unitTests(args) {
  return (
    await runCommand(
      root,
      toolCommand(root, "jest", "--selectProjects", "unit", "--maxWorkers=100%", "--", ...args),
    )
  ).code;
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
