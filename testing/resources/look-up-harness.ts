import { type Emulator, type Seed, startEmulator } from "../../emulator";
import type { Properties } from "../../provider/core/definition";
import { callFunction } from "../../provider/core/function";
import { functions } from "../../provider/functions/catalogue.generated";
import { ProviderRuntime } from "../../provider/runtime/provider-runtime";
import { callers } from "../emulator/seed";

type Name = keyof typeof functions;

/** An emulator, and one program's functions against it, without an engine. */
export class LookUpHarness {
  private readonly clock = { ms: Date.now() };
  private session = this.fresh(owner);

  private constructor(readonly emulator: Emulator) {}

  /** The emulator's clock is ten minutes behind: a key younger than two minutes never counts as missing. */
  static async start(seed: Seed): Promise<LookUpHarness> {
    return new LookUpHarness(await startEmulator({ seed, now: () => Date.now() - 600_000 }));
  }

  /** Starts another program, with other credentials unless the owner's are given. */
  as(config: Readonly<Record<string, string>> = owner): this {
    this.session = this.fresh(config);
    return this;
  }

  call(name: Name, args: Properties = {}): Promise<Properties> {
    const context = ({ profile }: Properties) => this.session.context(profile as string | undefined);
    return callFunction(functions[name], context, args);
  }

  /** A resource of the program was applied, in another process. */
  resourceApplied(): void {
    this.session.invalidateReads();
  }

  /** The requests since the last call, without the request that fetches the Digest challenge. */
  asked(): string[] {
    const meant = this.emulator.requests.filter(({ auth, status }) => auth !== "none" || status !== 401);
    const names = meant.map(({ operationId }) => operationId ?? "");
    this.emulator.clearRequests();
    return names;
  }

  close(): Promise<void> {
    return this.emulator.close();
  }

  private fresh(config: Readonly<Record<string, string>>): ProviderRuntime {
    const session = new ProviderRuntime({
      log: { write: () => undefined, flush: async () => undefined },
      now: () => this.clock.ms,
      sleep: async (delayMs) => {
        this.clock.ms += delayMs;
      },
    });
    session.configure((key) => ({ baseUrl: this.emulator.url, ...config })[key]);
    return session;
  }
}

const owner = { publicKey: callers.owner.publicKey, privateKey: callers.owner.privateKey };
