import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";

/** One resource in a stack's state, as far as it matters here. */
export interface StoredResource {
  readonly urn: string;
  readonly type: string;
  readonly id?: string;
  readonly [other: string]: unknown;
}

export interface StackState {
  readonly resources?: readonly StoredResource[];
  readonly pending_operations?: readonly { readonly type: string; readonly resource: StoredResource }[];
  readonly [other: string]: unknown;
}

export type StackConfig = ReadonlyMap<string, { readonly value: string; readonly secret: boolean }>;

/** What `pulumi stack export` prints; its secrets are encrypted. */
export interface StackExport {
  readonly version?: number;
  readonly deployment?: StackState | null;
}

/** A Pulumi project, from its file. */
export interface PulumiProject {
  readonly name: string;
  /** Folder that holds the file. */
  readonly folder: string;
  /** Where the file says that the program is. */
  readonly main?: string;
}

/** The project that the engine itself would find from a folder; undefined where there is none. */
export function findProject(from: string): PulumiProject | undefined {
  for (let folder = path.resolve(from); ; folder = path.dirname(folder)) {
    const file = ["Pulumi.yaml", "Pulumi.yml", "Pulumi.json"]
      .map((name) => path.join(folder, name))
      .find(existsSync);
    if (file !== undefined) {
      const { name, main } = parse(readFileSync(file, "utf8")) as { name: string; main?: string };
      return { name, folder, ...(main !== undefined && { main }) };
    }
    if (path.dirname(folder) === folder) return undefined;
  }
}

/**
 * A stack, by the engine's own command. Not by the Automation API: its export shows secrets, and its import leaves
 * them in a temporary file.
 */
export class PulumiStack {
  /** @param timeoutMs how long one command of the engine may take; default: as long as it takes */
  constructor(
    readonly name: string,
    readonly folder: string,
    private readonly timeoutMs?: number,
  ) {
    existingFolder(folder);
  }

  /** The one that is selected in a folder, as the engine's own commands take it. */
  static async selected(folder: string): Promise<PulumiStack> {
    const name = await runPulumi(["stack", "--show-name"], { folder: existingFolder(folder) });
    return new PulumiStack(name.trim(), folder);
  }

  /** The last part of its name, which stands in URNs: some backends put an owner and the project in front. */
  get shortName(): string {
    return this.name.split("/").at(-1) ?? this.name;
  }

  /** Name of the project, from the file that the engine itself would find. */
  project(): string {
    const found = findProject(this.folder);
    if (found === undefined) throw new Error(`there is no Pulumi project in ${this.folder}`);
    return found.name;
  }

  /** Config by key with namespace, secrets decrypted. */
  async config(): Promise<StackConfig> {
    const text = await this.run(["config", "--show-secrets", "--json"]);
    const all = JSON.parse(text) as Record<string, { value?: string; secret?: boolean }>;
    const set = Object.entries(all).flatMap(([key, { value, secret = false }]) =>
      value === undefined ? [] : [[key, { value, secret }] as const],
    );
    return new Map(set);
  }

  /** The state; with `showSecrets` for this process's memory alone. */
  async export({ showSecrets = false } = {}): Promise<StackExport> {
    return JSON.parse(
      await this.run(["stack", "export", ...(showSecrets ? ["--show-secrets"] : [])]),
    ) as StackExport;
  }

  async import(state: StackExport): Promise<void> {
    await this.run(["stack", "import"], JSON.stringify(state));
  }

  /** Where its state is kept, as an address. It may hold a password: never to be printed. */
  async backend(): Promise<string | undefined> {
    const { url } = JSON.parse(await this.run(["whoami", "--json"], undefined, false)) as { url?: string };
    return url;
  }

  /**
   * Who holds the stack's lock. Only locks of a backend in files can be seen from here; with others the import itself
   * is what refuses.
   */
  async locks(): Promise<readonly string[]> {
    const url = await this.backend();
    if (url?.startsWith("file://") !== true) return [];
    const root = path.join(fileURLToPath(url), ".pulumi", "locks");
    const folders = [["organization", this.project(), this.shortName], [this.shortName]];
    return folders
      .map((parts) => path.join(root, ...parts))
      .filter(existsSync)
      .flatMap((folder) =>
        readdirSync(folder)
          .filter((name) => name.endsWith(".json"))
          .map((name) => path.join(folder, name)),
      )
      .map((file) => `${lockHolder(file)} (${file})`);
  }

  private run(args: readonly string[], input?: string, ofStack = true): Promise<string> {
    const { name, folder, timeoutMs } = this;
    return runPulumi([...args, ...(ofStack ? ["--stack", name] : [])], { folder, input, timeoutMs });
  }
}

function existingFolder(folder: string): string {
  if (existsSync(folder)) return folder;
  throw new Error(`there is no folder ${folder}`);
}

/** How to run a command of the engine. */
export interface RunOptions {
  readonly folder: string;
  readonly input?: string | undefined;
  readonly timeoutMs?: number | undefined;
}

/** What `pulumi ARGS` prints. @throws Error in one line when it fails, takes too long or is not there */
export function runPulumi(
  args: readonly string[],
  { folder, input, timeoutMs }: RunOptions,
): Promise<string> {
  const all = [...args, "--non-interactive", "--color", "never"];
  const named = ["pulumi", ...args.slice(0, firstFlagIndex(args))].join(" ");
  return new Promise((resolve, reject) => {
    const child = spawn("pulumi", all, { cwd: folder, stdio: "pipe" });
    let stdout = "";
    let stderr = "";
    let tooLate = false;
    const timer = timeoutMs === undefined ? undefined : setTimeout(giveUp, timeoutMs);
    function giveUp() {
      tooLate = true;
      child.kill();
    }
    child.stdout.setEncoding("utf8").on("data", (text) => (stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text) => (stderr += text));
    child.on("error", (error: NodeJS.ErrnoException) => {
      clearTimeout(timer);
      reject(new Error(error.code === "ENOENT" ? "the engine, pulumi, is not on the PATH" : error.message));
    });
    child.on("close", (code) => {
      clearTimeout(timer);
      if (code === 0) resolve(stdout);
      else
        reject(
          new Error(
            `${named}: ${tooLate ? `no end within ${Number(timeoutMs) / 1000} s` : errorMessage(stderr)}`,
          ),
        );
    });
    // The command may end before it has read everything; how it ended says more.
    child.stdin.on("error", () => undefined).end(input);
  });
}

function firstFlagIndex(args: readonly string[]): number {
  const at = args.findIndex((arg) => arg.startsWith("-"));
  return at < 0 ? args.length : at;
}

/** The engine's error, with what belongs to it, as one line; it shows addresses of backends with their passwords. */
export function errorMessage(stderr: string): string {
  const lines = stderr.split("\n").map((line) => line.trim());
  const start = lines.findIndex((line) => line.startsWith("error: "));
  const own = start < 0 ? lines : lines.slice(start);
  return own
    .filter((line) => line !== "")
    .join(" ")
    .replace(/^error: /, "")
    .replace(/(\w:\/\/[^\s:/@]*):[^\s@]+@/g, "$1:…@");
}

function lockHolder(file: string): string {
  try {
    const lock = JSON.parse(readFileSync(file, "utf8"));
    return `${lock.username}@${lock.hostname}, process ${lock.pid}, since ${lock.timestamp}`;
  } catch {
    return "somebody";
  }
}
