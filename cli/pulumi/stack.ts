import { hasReadableLocks, readLocks } from "./lock";
import { findProject } from "./project";
import { existingFolder, runPulumi } from "./run";

/** One resource in a stack's state; only the properties that are read here have types. */
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

/** Values by their key with its namespace, secrets decrypted. */
export type StackConfig = ReadonlyMap<string, { readonly value: string; readonly secret: boolean }>;

/** What `pulumi stack export` prints; its secrets are encrypted. */
export interface StackExport {
  readonly version?: number;
  readonly deployment?: StackState | null;
}

/**
 * A stack, read by `pulumi` commands. The Automation API is not used: its export shows secrets.
 */
export class PulumiStack {
  /** @param timeoutMs limit for each `pulumi` command; default: none */
  constructor(
    readonly name: string,
    readonly folder: string,
    private readonly timeoutMs?: number,
  ) {
    existingFolder(folder);
  }

  /** The stack that is selected in a folder. @throws Error if none is */
  static async selected(folder: string): Promise<PulumiStack> {
    const name = await runPulumi(["stack", "--show-name"], { folder: existingFolder(folder) });
    return new PulumiStack(name.trim(), folder);
  }

  /** The last part of the name, which URNs contain: some backends put an owner and the project in front. */
  get shortName(): string {
    return this.name.split("/").at(-1) ?? this.name;
  }

  /** Name of the stack's project. @throws Error if the folder belongs to none */
  project(): string {
    const found = findProject(this.folder);
    if (found === undefined) throw new Error(`there is no Pulumi project in ${this.folder}`);
    return found.name;
  }

  async config(): Promise<StackConfig> {
    const text = await this.run(["config", "--show-secrets", "--json"]);
    const all = JSON.parse(text) as Record<string, { value?: string; secret?: boolean }>;
    const set = Object.entries(all).flatMap(([key, { value, secret = false }]) =>
      value === undefined ? [] : [[key, { value, secret }] as const],
    );
    return new Map(set);
  }

  /** @param options.showSecrets with decrypted secrets, which must stay in this process's memory */
  async export({ showSecrets = false } = {}): Promise<StackExport> {
    const flags = showSecrets ? ["--show-secrets"] : [];
    return JSON.parse(await this.run(["stack", "export", ...flags])) as StackExport;
  }

  /** Address of the backend. It may contain a password: never print it. */
  async backend(): Promise<string | undefined> {
    const { folder, timeoutMs } = this;
    const { url } = JSON.parse(await runPulumi(["whoami", "--json"], { folder, timeoutMs })) as {
      url?: string;
    };
    return url;
  }

  /** Holders of the stack's lock. Only file backends can be read; with others, `pulumi stack import` fails if locked. */
  async locks(): Promise<readonly string[]> {
    const url = await this.backend();
    if (!hasReadableLocks(url)) return [];
    return readLocks(url, { project: this.project(), stack: this.shortName });
  }

  private run(args: readonly string[]): Promise<string> {
    const { name, folder, timeoutMs } = this;
    return runPulumi([...args, "--stack", name], { folder, timeoutMs });
  }
}

/** Name of the stack that is selected in a folder; undefined if none is. */
export async function selectedStackName(folder: string, timeoutMs: number): Promise<string | undefined> {
  const text = await runPulumi(["stack", "ls", "--json"], { folder, timeoutMs });
  const stacks = JSON.parse(text) as readonly { name: string; current?: boolean }[];
  return stacks.find(({ current }) => current)?.name;
}
