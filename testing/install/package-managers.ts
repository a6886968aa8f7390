import { execFileSync, spawnSync } from "node:child_process";
import { join, resolve } from "node:path";
import type { CommandOptions } from "../sandbox/running-command";
import type { Sandbox } from "../sandbox/sandbox";
import type { Row } from "./rows";

const clone = resolve(__dirname, "../..");

/** The user's settings that a package manager needs to reach a registry; an engine in the same sandbox gets none of them. */
const reaching = [
  "HTTP_PROXY",
  "HTTPS_PROXY",
  "NO_PROXY",
  "http_proxy",
  "https_proxy",
  "no_proxy",
  "NODE_EXTRA_CA_CERTS",
  "SSL_CERT_FILE",
];

const commands: Readonly<Record<Row["manager"], readonly string[]>> = {
  npm: ["npm", "install", "--no-package-lock"],
  pnpm: ["npx", "--yes", "pnpm@10", "install", "--no-lockfile", "--prefer-offline"],
  yarn: ["npx", "--yes", "yarn@1.22", "install", "--no-lockfile", "--prefer-offline", "--non-interactive"],
};

/** Runs `npm ARGS`, `pnpm install` or `yarn install` in a folder of a sandbox. @throws Error with its output if it fails */
export async function install(sandbox: Sandbox, folder: string, manager: Row["manager"]): Promise<void> {
  await run(sandbox, folder, commands[manager] as [string, ...string[]]);
}

/** What runs a command without network interfaces, where the system lets this process make a network namespace; else nothing. */
export const withoutNetwork: readonly string[] = namespaceCommand(["unshare", "--map-root-user", "--net"]);

/**
 * Runs `npm install` from npm's cache alone: npm itself sends no request with `--offline`, and in a network namespace
 * nothing else can.
 *
 * @throws Error with its output if it fails, as when a package is not in the cache
 */
export async function installOffline(sandbox: Sandbox, folder: string): Promise<void> {
  const [first = "npm", ...others] = [...withoutNetwork, ...commands.npm, "--offline"];
  await run(sandbox, folder, [first, ...others]);
}

function namespaceCommand(command: readonly [string, ...string[]]): readonly string[] {
  const [file, ...args] = command;
  return spawnSync(file, [...args, "true"]).status === 0 ? command : [];
}

/** Packs the package of a folder into another folder; returns the tarball's path. */
export async function pack(sandbox: Sandbox, folder: string, into: string): Promise<string> {
  const command = ["npm", "pack", "--ignore-scripts", "--json", "--pack-destination", into] as const;
  const [packed] = JSON.parse(await run(sandbox, folder, command)) as { filename: string }[];
  if (packed === undefined) throw new Error(`npm packed nothing in ${folder}`);
  return join(into, packed.filename);
}

async function run(sandbox: Sandbox, cwd: string, command: readonly [string, ...string[]]): Promise<string> {
  const options: CommandOptions = { cwd, env: environment(sandbox), timeoutMs: 300_000 };
  const { code, stdout, stderr } = await sandbox.run(command, options);
  if (code !== 0) throw new Error(`${command.join(" ")} ended with exit code ${code}\n${stdout}${stderr}`);
  return stdout;
}

/**
 * Uses the user's registry, since a sandbox has its own HOME. The downloads of npm and pnpm are kept beside the
 * clone's modules for the next row and the next run. Yarn caches by name and version, so it would use this package's tarball
 * of an earlier run; its cache is deleted with the sandbox.
 */
function environment(sandbox: Sandbox): Record<string, string> {
  const own = reaching.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  const cache = join(clone, "node_modules", ".cache", "pulumi-atlas-access", "packages");
  return {
    ...Object.fromEntries(own),
    npm_config_registry: userRegistry(),
    npm_config_cache: join(cache, "npm"),
    npm_config_store_dir: join(cache, "pnpm"),
    npm_config_prefer_offline: "true",
    npm_config_audit: "false",
    npm_config_fund: "false",
    npm_config_update_notifier: "false",
    npm_config_loglevel: "error",
    YARN_CACHE_FOLDER: join(sandbox.folder, "yarn"),
  };
}

let registry: string | undefined;

function userRegistry(): string {
  registry ??= execFileSync("npm", ["config", "get", "registry"], { encoding: "utf8", cwd: clone }).trim();
  return registry;
}
