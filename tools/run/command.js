// Starts the commands of the layers, and passes signals to them.
const { spawn } = require("node:child_process");
const { join } = require("node:path");

/** Files that Node runs, so that no command depends on PATH. */
const tools = {
  // TypeScript 7 checks in a quarter of the time; `typescript` is a version with a compiler API.
  tsc: "node_modules/typescript-7/bin/tsc",
  biome: "node_modules/@biomejs/biome/bin/biome",
  knip: "node_modules/knip/bin/knip.js",
  jest: "node_modules/jest/bin/jest.js",
};

const running = new Set();

// Ctrl-C reaches the whole process group, but this process must outlive the children that clean up.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.on(signal, () => {
    for (const child of running) child.kill(signal);
    if (running.size === 0) process.exit(130);
  });
}

/** The command that runs one of the installed tools. */
function toolCommand(root, tool, ...args) {
  return [process.execPath, join(root, tools[tool]), ...args];
}

/** The command that runs a TypeScript file. */
function scriptCommand(file, ...args) {
  return [process.execPath, "--import", "tsx", file, ...args];
}

/**
 * Runs a command to its end; never rejects. `quiet` keeps its output to be printed by the caller, else it is printed as
 * it comes. `env` adds variables to those of this process.
 */
function runCommand(root, [file, ...args], { quiet = false, env = {} } = {}) {
  const stdio = quiet ? ["ignore", "pipe", "pipe"] : ["inherit", "inherit", "inherit"];
  const started = performance.now();
  return new Promise((resolve) => {
    let output = "";
    const child = spawn(file, args, { cwd: root, stdio, env: { ...process.env, ...env } });
    running.add(child);
    const end = (code, why = "") => {
      running.delete(child);
      resolve({ code, output: output + why, ms: performance.now() - started });
    };
    child.stdout?.setEncoding("utf8").on("data", (text) => {
      output += text;
    });
    child.stderr?.setEncoding("utf8").on("data", (text) => {
      output += text;
    });
    child.once("error", (error) => end(1, `${file} could not be started: ${error.message}\n`));
    child.once("close", (code, signal) => end(code ?? 1, signal ? `ended by ${signal}\n` : ""));
  });
}

module.exports = { runCommand, scriptCommand, toolCommand };
