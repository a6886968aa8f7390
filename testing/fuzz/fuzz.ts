import { subscribe, unsubscribe } from "node:diagnostics_channel";
import fc from "fast-check";
import { type Emulator, startEmulator } from "../../emulator";
import { type ObservedExchange, observedExchanges } from "../../emulator/http/observe";
import { correctedDocument } from "../openapi/document";
import { exchangeFaults } from "../openapi/exchange-faults";
import { anyConversation } from "./conversations";
import { anyRequest, type FuzzRequest } from "./requests";
import { fuzzSeed } from "./seed";
import { SignIn } from "./sign-in";
import { wrongWith, wrongWithTalk } from "./verdict";
import { type Conversation, converse, exchange } from "./wire";

export interface FuzzOptions {
  readonly seconds: number;
  readonly seed: number;
  /** Changes the emulator before the first request, to show that defects are found. */
  readonly prepare?: (emulator: Emulator) => void;
}

/** Number of responses by status; `0` counts raw connections. */
export type FuzzCounts = ReadonlyMap<number, number>;

/**
 * Sends random requests, several at a time, to an emulator until the time is up; every run begins with the same seed.
 * @throws Error with the seed and the smallest requests found that fail
 */
export async function fuzz({ seconds, seed, prepare }: FuzzOptions): Promise<FuzzCounts> {
  const emulator = await startEmulator({ seed: fuzzSeed(), maxLoggedRequests: 0 });
  prepare?.(emulator);
  const run = new Run(emulator);
  const batch = fc.array(
    fc.oneof({ weight: 15, arbitrary: anyRequest(correctedDocument()) }, anyConversation),
    {
      minLength: 1,
      maxLength: 6,
    },
  );
  const property = fc.asyncProperty(batch, (requests) => run.all(requests));
  const parameters = {
    seed,
    numRuns: 1e7,
    interruptAfterTimeLimit: seconds * 1000,
    includeErrorInReport: true,
  };
  try {
    await fc.assert(property, { ...parameters, markInterruptAsFailure: false });
    return run.counts;
  } finally {
    run.end();
    await emulator.close();
  }
}

class Run {
  readonly counts = new Map<number, number>();
  readonly #emulator: Emulator;
  readonly #signIn: SignIn;
  readonly #troubles: string[] = [];
  readonly #consoleError = console.error;
  readonly #note = (error: unknown) => void this.#troubles.push(String(error));
  readonly #observe = (message: unknown) =>
    void this.#troubles.push(...exchangeFaults(message as ObservedExchange));

  constructor(emulator: Emulator) {
    this.#emulator = emulator;
    this.#signIn = new SignIn(emulator.url);
    process.on("uncaughtException", this.#note).on("unhandledRejection", this.#note);
    // The emulator prints unexpected errors.
    console.error = (...words: unknown[]) => void this.#troubles.push(words.map(String).join(" "));
    subscribe(observedExchanges, this.#observe);
  }

  end(): void {
    unsubscribe(observedExchanges, this.#observe);
    process.off("uncaughtException", this.#note).off("unhandledRejection", this.#note);
    console.error = this.#consoleError;
  }

  async all(requests: readonly (FuzzRequest | Conversation)[]): Promise<void> {
    this.#troubles.length = 0;
    this.#emulator.store.replace(fuzzSeed());
    this.#signIn.forget();
    await Promise.all(requests.map((one) => ("pieces" in one ? this.#talk(one) : this.#ask(one))));
    const health = await fetch(`${this.#emulator.url}/_emulator/health`);
    if (!health.ok) throw new Error(`the emulator is not well: ${health.status}`);
    if (this.#troubles.length > 0) throw new Error(this.#troubles.join("\n"));
  }

  async #ask(request: FuzzRequest): Promise<void> {
    const authorization = await this.#signIn.authorization(request.caller, request);
    const answer = await exchange(this.#emulator.url, request, authorization);
    this.#count(answer.status);
    const wrong = wrongWith(request, answer);
    if (wrong !== undefined) throw new Error(`${request.method} ${request.target.slice(0, 200)}: ${wrong}`);
  }

  async #talk(conversation: Conversation): Promise<void> {
    const wrong = wrongWithTalk(await converse(this.#emulator.url, conversation));
    this.#count(0);
    if (wrong !== undefined) throw new Error(`a bare connection was answered with ${wrong}`);
  }

  #count(status: number): void {
    this.counts.set(status, (this.counts.get(status) ?? 0) + 1);
  }
}
