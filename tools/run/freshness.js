// Whether the installed packages and the build are up to date. Plain CommonJS without dependencies: it runs before
// anything is installed, and the tests load it too.
const { createHash } = require("node:crypto");
const { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } = require("node:fs");
const { dirname, join } = require("node:path");

/** The inputs of the build: folders with all their files, and single files. */
const buildSources = ["provider", "emulator", "cli", "package.json", "tsconfig.json", "tsconfig.build.json"];

/** Stamps contain the hash of what was installed or built; `npm ci` removes them with node_modules. */
const stampFolder = join("node_modules", ".cache", "pulumi-atlas-access");
const installStamp = join(stampFolder, "installed");
const buildStamp = join(stampFolder, "built");

/**
 * Why `npm ci` must run, or undefined when node_modules matches package-lock.json. The stamp decides by
 * content, since a checkout changes times. Without a matching stamp, an installation by npm itself counts when it is
 * younger than the lock file.
 */
function whyInstall(root) {
  const installed = join(root, "node_modules", ".package-lock.json");
  if (!existsSync(installed)) return "node_modules is missing or half installed";
  const lock = join(root, "package-lock.json");
  if (readStamp(root, installStamp) === hashOf(root, ["package-lock.json"])) return undefined;
  if (statSync(installed).mtimeMs >= statSync(lock).mtimeMs) return undefined;
  return "node_modules is older than package-lock.json";
}

/** Why the build must run, or undefined when dist was built from the present sources. */
function whyBuild(root) {
  const entry = join(root, "dist", "provider", "index.js");
  if (!existsSync(entry)) return "dist is missing";
  if (readStamp(root, buildStamp) !== hashOf(root, buildSources)) return "dist was built from other sources";
  const stamped = statSync(join(root, buildStamp)).mtimeMs;
  return statSync(entry).mtimeMs > stamped ? "dist was built by something else since" : undefined;
}

/** Records that node_modules matches package-lock.json. */
function stampInstall(root) {
  writeStamp(root, installStamp, hashOf(root, ["package-lock.json"]));
}

/** Records that dist was built from sources with this `sourceHash`, which was computed before the build. */
function stampBuild(root, sourceHash) {
  writeStamp(root, buildStamp, sourceHash);
}

/** The hash of the names and contents of all inputs of the build. */
function sourceHash(root) {
  return hashOf(root, buildSources);
}

function hashOf(root, paths) {
  const hash = createHash("sha256");
  for (const file of paths.flatMap((path) => filesUnder(root, path))) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(root, file)))
      .update("\0");
  }
  return hash.digest("hex");
}

function filesUnder(root, path) {
  if (!existsSync(join(root, path))) return [];
  if (!statSync(join(root, path)).isDirectory()) return [path];
  // The emulator's own package is built into a folder beside its sources.
  const names = readdirSync(join(root, path))
    .filter((name) => name !== "dist" && name !== "node_modules")
    .sort();
  return names.flatMap((name) => filesUnder(root, join(path, name)));
}

function readStamp(root, stamp) {
  return existsSync(join(root, stamp)) ? readFileSync(join(root, stamp), "utf8") : undefined;
}

function writeStamp(root, stamp, text) {
  mkdirSync(dirname(join(root, stamp)), { recursive: true });
  writeFileSync(join(root, stamp), text);
}

module.exports = { whyInstall, whyBuild, stampInstall, stampBuild, sourceHash };
