import { channel } from "node:diagnostics_channel";
import type { HttpRequest } from "./request";
import type { HttpResponse } from "./response";
import type { RequestTrace } from "./trace";

/** @internal One request and its response as sent, secrets included. */
export interface ObservedExchange {
  readonly method: string;
  /** Path and query as sent. */
  readonly target: string;
  readonly requestHeaders: HttpRequest["headers"];
  /** Undefined if it exceeded the limit. */
  readonly requestBody: Buffer | undefined;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  /** The kind of the fault that was applied, if any. */
  readonly fault: string | undefined;
}

/** @internal The name of the channel; its subscribers get an ObservedExchange for every response to a client. */
export const observedExchanges = "pulumi-atlas-access.emulator.exchange";

const exchanges = channel(observedExchanges);

/** Publishes an exchange to subscribers in this process. The tests validate every exchange against the official document. */
export function observe(request: HttpRequest, response: HttpResponse, trace: RequestTrace): void {
  if (!exchanges.hasSubscribers) return;
  const observed: ObservedExchange = {
    method: request.method,
    target: request.target,
    requestHeaders: request.headers,
    requestBody: request.body,
    status: response.status,
    headers: response.headers,
    body: response.body,
    fault: trace.fault,
  };
  exchanges.publish(observed);
}
