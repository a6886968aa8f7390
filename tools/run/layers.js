// The layers of `check`, `test` and `test:full`: what runs, how long it took, how many tests passed.
const { existsSync, mkdirSync, rmSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");
const { runCommand, scriptCommand, toolCommand } = require("./command.js");
const { counts } = require("./counts.js");

const cache = join("node_modules", ".cache", "pulumi-atlas-access");

/** The quick layers. The longest come first: two run at a time. */
function checkLayers(root) {
  const buildInfo = join(cache, "types.tsbuildinfo");
  const generator = join("scripts", "generate.ts");
  return [
    {
      name: "types",
      command: toolCommand(root, "tsc", "--noEmit", "--incremental", "--tsBuildInfoFile", buildInfo),
    },
    jestLayer(root, "unit"),
    { name: "dead exports", command: toolCommand(root, "knip", "--no-progress") },
    { name: "lint and format", command: toolCommand(root, "biome", "check", ".") },
    { name: "dependencies", command: scriptCommand(join("scripts", "dependencies.ts")) },
    { name: "names", command: scriptCommand(join("scripts", "names.ts")) },
    ...(existsSync(join(root, generator))
      ? [{ name: "generated", command: scriptCommand(generator, "--check") }]
      : []),
  ];
}

/** The layers of `npm test` beside the quick ones; those with an engine find or build it first. */
function testLayers(root) {
  return [
    jestLayer(root, "integration", "emulator"),
    { name: "find an engine", command: scriptCommand(join("scripts", "engine.ts")), required: true },
    jestLayer(root, "engine"),
  ];
}

/** A minute of random requests, always the same ones, so that a failure comes from a recent change. */
function fuzzLayer() {
  const flags = ["--seconds", "60", "--seed", "1"];
  return { name: "fuzz the emulator", command: scriptCommand(join("scripts", "fuzz.ts"), ...flags) };
}

/** The pipelines of the examples: they need services beside Node and Go, which .ci/run installs. */
function pipelineLayer(root) {
  return jestLayer(root, "pipelines");
}

/** Suites that take too long for every change: separate jest projects, and longer runs of the quick layers. */
function longLayers(root) {
  const projects = ["install", "long"].filter((name) => existsSync(join(root, "test", name)));
  const hostile = join("test", "faults", "hostile.test.ts");
  return [
    ...projects.map((name) => jestLayer(root, name)),
    {
      name: "hostile values",
      command: toolCommand(
        root,
        "jest",
        "--selectProjects",
        "integration",
        "--ci",
        "--runTestsByPath",
        hostile,
      ),
      env: { HOSTILE_RUNS: "10000" },
    },
    {
      name: "kill points",
      command: scriptCommand(join("scripts", "kill.ts"), "--points", "72", "--seed", "1"),
    },
    { name: "deliberate defects", command: scriptCommand(join("scripts", "mutations.ts")) },
  ];
}

function jestLayer(root, ...projects) {
  const name = projects.join(" and ");
  const report = join(cache, `jest-${projects[0]}.json`);
  const args = [
    "--selectProjects",
    ...projects,
    "--ci",
    "--maxWorkers=2",
    "--json",
    `--outputFile=${report}`,
  ];
  return { name: `${name} tests`, command: toolCommand(root, "jest", ...args), report };
}

/** Runs layers two at a time; each prints its output at its end, in full only when it failed. */
async function runQuietly(root, layers) {
  const results = [];
  const waiting = [...layers];
  const worker = async () => {
    for (let layer = waiting.shift(); layer; layer = waiting.shift()) {
      const result = await runLayer(root, layer, true);
      if (!result.ok) console.log(`\n--- ${layer.name} ---\n${result.output.trim()}\n`);
      console.log(resultLine(result));
      results.push(result);
    }
  };
  await Promise.all([worker(), worker()]);
  return results;
}

/** Runs layers one after the other, with their output; stops after a required layer that failed. */
async function runAloud(root, layers) {
  const results = [];
  for (const layer of layers) {
    console.log(`\n--- ${layer.name} ---`);
    const result = await runLayer(root, layer, false);
    results.push(result);
    if (!result.ok && layer.required) break;
  }
  return results;
}

async function runLayer(root, layer, quiet) {
  mkdirSync(join(root, cache), { recursive: true });
  if (layer.report) rmSync(join(root, layer.report), { force: true });
  const { code, output, ms } = await runCommand(root, layer.command, { quiet, env: layer.env });
  return {
    name: layer.name,
    ok: code === 0,
    ms,
    output,
    ...counts(layer.report && join(root, layer.report), code),
  };
}

function resultLine({ name, ok, ms, passed, failed }) {
  const tests = passed + failed > (ok ? 0 : 1) ? `, ${passed} passed, ${failed} failed` : "";
  return `${name.padEnd(18)}${(ms / 1000).toFixed(1).padStart(8)} s  ${ok ? "ok" : "FAILED"}${tests}`;
}

/** Prints the time of each layer and writes the sums to `file`, if one is given; true when nothing failed. */
function summarize(results, ms, file) {
  console.log("\nTime of each layer:");
  for (const result of results) console.log(`  ${resultLine(result)}`);
  console.log(`  ${"in all".padEnd(18)}${(ms / 1000).toFixed(1).padStart(8)} s`);
  const sum = (key) => results.reduce((total, result) => total + result[key], 0);
  if (file) writeFileSync(file, JSON.stringify({ passed: sum("passed"), failed: sum("failed") }));
  return sum("failed") === 0;
}

module.exports = {
  checkLayers,
  testLayers,
  fuzzLayer,
  longLayers,
  pipelineLayer,
  runAloud,
  runQuietly,
  summarize,
};
