import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { type ObservedExchange, observedExchanges } from "../../emulator/http/observe";

/** The credentials in requests to emulators of this process: Digest responses, Basic credentials and tokens. */
export class WireSecrets {
  readonly #kinds = new Map<string, string>();
  readonly #note = (message: unknown) => this.#take(message as ObservedExchange);

  constructor() {
    subscribe(observedExchanges, this.#note);
  }

  close(): void {
    unsubscribe(observedExchanges, this.#note);
  }

  /** Each by its kind and a number. */
  all(): Record<string, string> {
    const entries = [...this.#kinds].map(([secret, kind], at) => [`${kind} ${at}`, secret] as const);
    return Object.fromEntries(entries);
  }

  #take({ requestHeaders: { authorization = "" }, body = "" }: ObservedExchange): void {
    const response = /\bresponse="?([0-9a-f]{32})/.exec(authorization)?.[1];
    if (response !== undefined) this.#kinds.set(response, "Digest response");
    const basic = /^Basic (\S+)/.exec(authorization)?.[1];
    if (basic !== undefined) this.#kinds.set(basic, "Basic credentials");
    const token = /"access_token":"([^"]+)"/.exec(body)?.[1];
    if (token !== undefined) this.#kinds.set(token, "access token");
  }
}
