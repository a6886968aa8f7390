import { type Emulator, type Settings, startEmulator } from "../../emulator";
import type { Api } from "../../provider/atlas/apis";
import type { AtlasContext } from "../../provider/atlas/context";
import type { Properties, ResourceDefinition } from "../../provider/core/definition";
import type { SampleSnapshot } from "../../provider/resources/samples";
import type { Log } from "../../provider/runtime/log";
import { ProviderRuntime } from "../../provider/runtime/provider-runtime";
import { callers, seed } from "../emulator/seed";
import type { Host } from "../hosts/host";
import { dynamicHost } from "../hosts/hosts";

/** New keys are ten minutes old at once: a key younger than two minutes never counts as deleted. */
const agedMs = 10 * 60_000;

/** An emulator and fresh provider processes against it, without an engine: the protocol that the engine speaks. */
export class ResourceHarness {
  private constructor(
    readonly emulator: Emulator,
    private readonly api: Api["name"],
    private readonly host: Host,
  ) {}

  /** All organizations belong to that API; Atlas's clock is behind by so much. */
  static async start(
    api: Api["name"] = "atlas",
    behindMs = agedMs,
    host: Host = dynamicHost,
    settings: Partial<Settings> = {},
  ): Promise<ResourceHarness> {
    const organizations = seed().organizations.map((organization) => ({ ...organization, product: api }));
    const now = () => Date.now() - behindMs;
    const emulator = await startEmulator({ seed: { ...seed(), organizations }, now, settings });
    return new ResourceHarness(emulator, api, host);
  }

  /** The provider of a resource as in a process of its own: nothing remembered from another call of this. */
  process(definition: ResourceDefinition<AtlasContext>, credentials?: Readonly<Record<string, string>>) {
    return this.run(credentials).of(definition);
  }

  /** One process, with the providers of several resources. */
  run(credentials: Readonly<Record<string, string>> = keyOf(callers.owner)) {
    const messages: string[] = [];
    const log: Log = {
      write: (level, text) => void messages.push(`${level}: ${text}`),
      flush: async () => undefined,
    };
    const clock = { ms: Date.now() };
    const session = new ProviderRuntime({
      log,
      now: () => clock.ms,
      sleep: async (delayMs) => {
        clock.ms += delayMs;
      },
    });
    const settings: Record<string, string> = { baseUrl: this.emulator.url, api: this.api, ...credentials };
    session.configure((key) => settings[key.replace("mongodbatlas:", "")]);
    return {
      of: (definition: ResourceDefinition<AtlasContext>) => ({
        ...this.host.provider(definition, session),
        messages,
      }),
    };
  }

  /** Changes Atlas without the provider. */
  change(how: (snapshot: SampleSnapshot) => void): void {
    this.emulator.store.edit((draft) => how(draft as unknown as SampleSnapshot));
  }

  close(): Promise<void> {
    return this.emulator.close();
  }
}

/** Config for an API key. */
export function keyOf({
  publicKey,
  privateKey,
}: {
  publicKey: string;
  privateKey: string;
}): Record<string, string> {
  return { publicKey, privateKey };
}

/** The engine's inputs after a read: those of the response, or, without a change, the earlier ones. */
export function inputsAfter(read: { readonly inputs?: Properties }, before: Properties): Properties {
  return read.inputs ?? before;
}

/** Creates the object as the engine would: check, then create. */
export async function created(provider: ReturnType<ResourceHarness["process"]>, inputs: Properties) {
  const checked = await provider.check({}, inputs);
  if (checked.failures?.length) throw new Error(checked.failures.map(({ reason }) => reason).join("; "));
  const { id, outs } = await provider.create(checked.inputs);
  return { id, outs, inputs: checked.inputs as Properties };
}
