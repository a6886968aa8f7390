import type { AtlasContext } from "../../provider/atlas/context";
import type { Properties, ResourceDefinition } from "../../provider/core/definition";
import { dynamicProvider } from "../../provider/host/dynamic/provider";
import { Session } from "../../provider/host/dynamic/session";

/** What the engine would have stored of one resource. */
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

type Provider = ReturnType<typeof dynamicProvider>;

/**
 * A stack with one resource, worked on as the engine does it: the same calls in the same order and a provider
 * process of its own for each command, but no engine, and waits that only move a clock.
 */
export class Stack {
  held: Held | undefined;

  constructor(
    private readonly definition: ResourceDefinition<AtlasContext>,
    /** May change between commands. */
    public config: Config,
  ) {}

  /** `pulumi up`, after a refresh if asked for. */
  up(inputs: Properties, { refresh = false } = {}): Promise<Run> {
    return this.command(async (provider) => {
      if (refresh) await this.readAgain(provider);
      await this.apply(provider, inputs);
    });
  }

  refresh(): Promise<Run> {
    return this.command((provider) => this.readAgain(provider));
  }

  destroy({ refresh = false } = {}): Promise<Run> {
    return this.command(async (provider) => {
      if (refresh) await this.readAgain(provider);
      await this.remove(provider);
    });
  }

  private async command(work: (provider: Provider) => Promise<void>): Promise<Run> {
    const warnings: string[] = [];
    const clock = { ms: Date.now() };
    const session = new Session({
      log: { write: (level, text) => void (level === "warning" && warnings.push(text)), flush: nothing },
      now: () => clock.ms,
      sleep: async (delayMs) => {
        clock.ms += delayMs;
      },
    });
    session.configure((key) => this.config[key.replace("mongodbatlas:", "")]);
    try {
      await work(dynamicProvider(this.definition, session));
      return { error: undefined, warnings };
    } catch (error) {
      return { error: (error as Error).message, warnings };
    } finally {
      await session.close();
    }
  }

  private async apply(provider: Provider, given: Properties): Promise<void> {
    const { inputs, failures = [] } = await provider.check(this.held?.inputs ?? {}, given);
    if (failures.length > 0) throw new Error(failures.map(({ reason }) => reason).join("; "));
    const { held } = this;
    if (held === undefined) return this.create(provider, inputs);
    const difference = await provider.diff(held.id, held.outputs, inputs);
    if ((difference.replaces?.length ?? 0) > 0) {
      if (difference.deleteBeforeReplace !== true) throw new Error("only what is deleted first is modelled");
      await this.remove(provider);
      return this.create(provider, inputs);
    }
    if (difference.changes !== true && !held.unfinished) return;
    const { outs = {} } = await provider.update(held.id, held.outputs, inputs);
    this.held = { id: held.id, inputs, outputs: outs, unfinished: false };
  }

  /** Of an error that brings an id with it, the engine stores what it says exists. */
  private async create(provider: Provider, inputs: Properties): Promise<void> {
    try {
      const { id, outs = {} } = await provider.create(inputs);
      this.held = { id, inputs, outputs: outs, unfinished: false };
    } catch (error) {
      const { id, properties = {} } = error as { id?: string; properties?: Properties };
      if (id !== undefined) this.held = { id, inputs, outputs: properties, unfinished: true };
      throw error;
    }
  }

  private async readAgain(provider: Provider): Promise<void> {
    const { held } = this;
    if (held === undefined) return;
    const { id, props = {}, inputs = held.inputs } = await provider.read(held.id, held.outputs);
    this.held = id === "" || id === undefined ? undefined : { id, inputs, outputs: props, unfinished: false };
    if (this.held !== undefined) await provider.diff(held.id, props, held.inputs);
  }

  private async remove(provider: Provider): Promise<void> {
    if (this.held === undefined) return;
    await provider.delete(this.held.id, this.held.outputs);
    this.held = undefined;
  }
}

const nothing = async () => undefined;
