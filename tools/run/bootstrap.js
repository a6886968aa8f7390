// Installs packages and builds dist, each only when needed.
const { existsSync, mkdirSync, renameSync, rmSync } = require("node:fs");
const { join } = require("node:path");
const { runCommand, toolCommand } = require("./command.js");
const { sourceHash, stampBuild, stampInstall, whyBuild, whyInstall } = require("./freshness.js");

/** Prepares a clone so that all commands can run; false when a step failed, which has printed why. */
async function bootstrap(root) {
  return (
    (await step("install", whyInstall(root), () => install(root))) &&
    (await step("build", whyBuild(root), () => build(root)))
  );
}

async function step(name, why, work) {
  if (!why) {
    console.log(`${name}: up to date`);
    return true;
  }
  console.log(`${name}: ${why}`);
  const { code, ms } = await work();
  console.log(
    `${name}: ${code === 0 ? "done" : `failed with exit code ${code}`} in ${(ms / 1000).toFixed(1)} s`,
  );
  return code === 0;
}

async function install(root) {
  // Development packages are needed, whatever NODE_ENV or the user's npm settings omit.
  const result = await runCommand(root, ["npm", "ci", "--include=dev", "--no-audit", "--no-fund"]);
  if (result.code === 0) stampInstall(root);
  return result;
}

/** Builds beside dist and swaps it in, so that a failed build changes nothing and a removed source leaves nothing. */
async function build(root) {
  const hash = sourceHash(root);
  const folder = join(root, "node_modules", ".cache", "pulumi-atlas-access");
  mkdirSync(folder, { recursive: true });
  const [fresh, old, dist] = [
    join(folder, `dist-${process.pid}`),
    join(folder, `old-${process.pid}`),
    join(root, "dist"),
  ];
  try {
    const result = await runCommand(
      root,
      toolCommand(root, "tsc", "-p", "tsconfig.build.json", "--outDir", fresh),
    );
    if (result.code !== 0) return result;
    if (existsSync(dist)) renameSync(dist, old);
    renameSync(fresh, dist);
    stampBuild(root, hash);
    return result;
  } finally {
    for (const left of [fresh, old]) rmSync(left, { recursive: true, force: true });
  }
}

module.exports = { bootstrap };
