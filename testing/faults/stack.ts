import type { AtlasContext } from "../../provider/atlas/context";
import type { Properties, ResourceDefinition } from "../../provider/core/definition";
import { ProviderRuntime } from "../../provider/runtime/provider-runtime";
import type { Host, HostProvider } from "../hosts/host";
import { dynamicHost } from "../hosts/hosts";

/** The state that the engine would have stored for one resource. */
export interface Held {
  readonly id: string;
  readonly inputs: Properties;
  readonly outputs: Properties;
  /** Created, but with an error: the engine updates it whether or not something differs. */
  readonly unfinished: boolean;
}

/** How one command ended, as its user sees it. */
export interface Run {
  /** The errors that the engine would print. */
  readonly error: string | undefined;
  readonly warnings: readonly string[];
}

/** Stack config by name, without its namespace. */
export type Config = Readonly<Record<string, string>>;

/** How `pulumi up` is run. */
export interface UpOptions {
  readonly refresh?: boolean;
  /** Name of the resource in the program; one of another name in the state is deleted at the end. */
  readonly name?: string;
  /** As `--replace` does. */
  readonly replace?: boolean;
}

type Provider = HostProvider;

const usualName = "it";

/**
 * A stack whose program has one resource, worked on as the engine does it: the same calls in the same order and a
 * provider process of its own for each command, but no engine, and waits that only move a clock.
 */
export class Stack {
  private readonly resources = new Map<string, Held>();
  /** Objects that were replaced or renamed and are not deleted yet. */
  private leaving: Held[] = [];

  constructor(
    private readonly definition: ResourceDefinition<AtlasContext>,
    /** May change between commands. */
    public config: Config,
    private readonly host: Host = dynamicHost,
  ) {}

  /** The state of the program's resource, or of the only remaining one. */
  get held(): Held | undefined {
    return [...this.resources.values()].at(-1);
  }

  /** `pulumi up`, optionally after a refresh. */
  up(
    inputs: Properties,
    { refresh = false, name = usualName, replace = false }: UpOptions = {},
  ): Promise<Run> {
    return this.command(async (provider) => {
      if (refresh) await this.readAgain(provider);
      await this.apply(provider, name, inputs, replace);
      for (const other of [...this.resources.keys()].filter((each) => each !== name)) this.leave(other);
      await this.deleteLeaving(provider);
    });
  }

  refresh(): Promise<Run> {
    return this.command((provider) => this.readAgain(provider));
  }

  destroy({ refresh = false } = {}): Promise<Run> {
    return this.command(async (provider) => {
      if (refresh) await this.readAgain(provider);
      for (const name of [...this.resources.keys()]) {
        const held = this.resources.get(name);
        if (held !== undefined) await provider.delete(held.id, held.outputs);
        this.resources.delete(name);
      }
      await this.deleteLeaving(provider);
    });
  }

  private async command(work: (provider: Provider) => Promise<void>): Promise<Run> {
    const warnings: string[] = [];
    const clock = { ms: Date.now() };
    const session = new ProviderRuntime({
      log: { write: (level, text) => void (level === "warning" && warnings.push(text)), flush: nothing },
      now: () => clock.ms,
      sleep: async (delayMs) => {
        clock.ms += delayMs;
      },
    });
    session.configure((key) => this.config[key.replace("mongodbatlas:", "")]);
    try {
      await work(this.host.provider(this.definition, session));
      return { error: undefined, warnings };
    } catch (error) {
      return { error: (error as Error).message, warnings };
    } finally {
      await session.close();
    }
  }

  private async apply(provider: Provider, name: string, given: Properties, replace: boolean): Promise<void> {
    const held = this.resources.get(name);
    // With `--replace` the engine checks the resource as a new one, and calls no diff.
    const isNew = held === undefined || replace;
    const declared = { ...given, __declaredAs: { urn: name, isPreview: false } };
    const inputs = await checked(provider, isNew ? {} : held.inputs, declared);
    if (isNew) return this.create(provider, name, inputs);
    const { changes, replaces = [] } = await provider.diff(held.id, held.outputs, inputs);
    if (replaces.length > 0) {
      const fresh = await checked(provider, {}, inputs);
      return this.create(provider, name, fresh);
    }
    if (changes !== true && !held.unfinished) return;
    const { outs = {} } = await provider.update(held.id, held.outputs, inputs);
    this.resources.set(name, { id: held.id, inputs, outputs: outs, unfinished: false });
  }

  /** For an error with an id, the engine stores the state of the error. The old object is deleted at the end. */
  private async create(provider: Provider, name: string, inputs: Properties): Promise<void> {
    const store = (id: string, outputs: Properties, unfinished: boolean) => {
      this.leave(name);
      this.resources.set(name, { id, inputs, outputs, unfinished });
    };
    try {
      const { id, outs = {} } = await provider.create(inputs);
      store(id, outs, false);
    } catch (error) {
      const { id, properties = {} } = error as { id?: string; properties?: Properties };
      if (id !== undefined) store(id, properties, true);
      throw error;
    }
  }

  private leave(name: string): void {
    const held = this.resources.get(name);
    if (held !== undefined) this.leaving.push(held);
    this.resources.delete(name);
  }

  private async deleteLeaving(provider: Provider): Promise<void> {
    for (const held of [...this.leaving]) {
      await provider.delete(held.id, held.outputs);
      this.leaving = this.leaving.filter((other) => other !== held);
    }
  }

  private async readAgain(provider: Provider): Promise<void> {
    for (const [name, held] of [...this.resources]) {
      const { id, props = {}, inputs = held.inputs } = await provider.read(held.id, held.outputs);
      if (id === "" || id === undefined) this.resources.delete(name);
      else {
        this.resources.set(name, { id, inputs, outputs: props, unfinished: false });
        await provider.diff(held.id, props, held.inputs);
      }
    }
  }
}

async function checked(provider: Provider, olds: Properties, news: Properties): Promise<Properties> {
  const { inputs, failures = [] } = await provider.check(olds, news);
  if (failures.length > 0) throw new Error(failures.map(({ reason }) => reason).join("; "));
  return inputs;
}

const nothing = async () => undefined;
