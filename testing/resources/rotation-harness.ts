import { type Emulator, type SeedApiKey, startEmulator } from "../../emulator";
import type { AtlasContext } from "../../provider/atlas/context";
import type { Properties, ResourceDefinition } from "../../provider/core/definition";
import { dynamicProvider } from "../../provider/host/dynamic/provider";
import { ProviderRuntime } from "../../provider/runtime/provider-runtime";
import { callers, seed } from "../emulator/seed";
import { keyOf } from "./harness";

/** A stack with one resource, as far as the engine's protocol goes. */
export interface RotationStack {
  readonly id: string;
  readonly outs: Properties;
  readonly inputs: Properties;
}

/** Options of a run. */
export interface RunOptions {
  /** Milliseconds by which this machine's clock is ahead of Atlas's. */
  readonly aheadMs?: number;
  readonly credentials?: Readonly<Record<string, string>>;
  /** Base URL of a proxy to the emulator. */
  readonly baseUrl?: string;
}

/** What an `up` did. */
export interface Run extends RotationStack {
  /** Whether the diff showed an update. */
  readonly wasDue: boolean;
  readonly messages: readonly string[];
}

/** An emulator and provider processes whose clocks a test moves together, for a resource that depends on time. */
export class RotationHarness {
  private constructor(
    readonly emulator: Emulator,
    private readonly definition: ResourceDefinition<AtlasContext>,
    private readonly clock: { ms: number },
  ) {}

  static async start(definition: ResourceDefinition<AtlasContext>): Promise<RotationHarness> {
    const clock = { ms: Date.UTC(2026, 11, 1, 3) };
    const emulator = await startEmulator({ seed: seed(), now: () => clock.ms });
    return new RotationHarness(emulator, definition, clock);
  }

  /** Moves both clocks. */
  pass({ days = 0, hours = 0 }: { readonly days?: number; readonly hours?: number }): void {
    this.clock.ms += (days * 24 + hours) * 3_600_000;
  }

  /** Now, as outputs have it. */
  get now(): string {
    return `${new Date(this.clock.ms).toISOString().slice(0, 19)}Z`;
  }

  /** The provider of one operation of the engine. A new key is old enough to count as deleted when it is missing. */
  process({ aheadMs = 600_000, credentials = keyOf(callers.owner), baseUrl }: RunOptions = {}) {
    const messages: string[] = [];
    const log = {
      write: (level: string, text: string) => void messages.push(`${level}: ${text}`),
      flush: async () => undefined,
    };
    let sleptMs = 0;
    const session = new ProviderRuntime({
      log,
      now: () => this.clock.ms + aheadMs + sleptMs,
      sleep: async (delayMs) => {
        sleptMs += delayMs;
        // Another run, which shares this process in a test, goes on meanwhile.
        await new Promise((resolve) => setTimeout(resolve, delayMs > 1_000 ? 100 : 1));
      },
    });
    const settings: Record<string, string> = {
      baseUrl: baseUrl ?? this.emulator.url,
      ...credentials,
    };
    session.configure((key) => settings[key.replace("mongodbatlas:", "")]);
    return { ...dynamicProvider(this.definition, session), messages };
  }

  /** Creates the resource. */
  async create(inputs: Properties, options?: RunOptions): Promise<RotationStack> {
    const provider = this.process(options);
    const checked = await provider.check({}, inputs);
    if (checked.failures?.length) throw new Error(checked.failures.map(({ reason }) => reason).join("; "));
    const { id, outs = {} } = await provider.create(checked.inputs);
    return { id, outs, inputs: checked.inputs as Properties };
  }

  /** A preview: what its diff says, and the warnings. */
  async preview(stack: RotationStack, inputs: Properties = stack.inputs, options?: RunOptions) {
    const provider = this.process(options);
    const checked = await provider.check(stack.inputs, inputs);
    const { changes } = await provider.diff(stack.id, stack.outs, checked.inputs);
    return { changes, messages: provider.messages };
  }

  /** An `up`: check, diff, and the update if the diff shows one. */
  async up(stack: RotationStack, inputs: Properties = stack.inputs, options?: RunOptions): Promise<Run> {
    const provider = this.process(options);
    const checked = await provider.check(stack.inputs, inputs);
    if (checked.failures?.length) throw new Error(checked.failures.map(({ reason }) => reason).join("; "));
    const { changes } = await provider.diff(stack.id, stack.outs, checked.inputs);
    const news = checked.inputs as Properties;
    const { messages } = provider;
    if (!changes) return { ...stack, inputs: news, wasDue: false, messages };
    const { outs = {} } = await provider.update(stack.id, stack.outs, news);
    return { id: stack.id, outs, inputs: news, wasDue: true, messages };
  }

  /** A refresh, and whether its diff shows drift. */
  async refresh(stack: RotationStack, options?: RunOptions) {
    const provider = this.process(options);
    const read = await provider.read(stack.id, stack.outs);
    const { changes } = await provider.diff(stack.id, read.props, stack.inputs);
    return { stack: { ...stack, outs: read.props ?? {} }, drift: changes, messages: provider.messages };
  }

  /** The keys in Atlas with that text in their description, oldest first. */
  keys(text: string): readonly SeedApiKey[] {
    const all = this.emulator.store.state().organizations.flatMap(({ apiKeys = [] }) => apiKeys);
    return all.filter(({ desc }) => desc?.includes(text));
  }

  /** Changes Atlas without the provider. */
  edit(how: Parameters<Emulator["store"]["edit"]>[0]): void {
    this.emulator.store.edit(how);
  }

  close(): Promise<void> {
    return this.emulator.close();
  }
}
