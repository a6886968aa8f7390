import { channel } from "node:diagnostics_channel";
import type { Trace } from "../server/context";
import type { Exchange } from "./request";
import type { Reply } from "./response";

/** @internal One request and its answer as they were on the wire, secrets included. */
export interface ObservedExchange {
  readonly method: string;
  /** As sent, with its query. */
  readonly target: string;
  readonly requestHeaders: Exchange["message"]["headers"];
  /** Undefined when it was too large to be kept. */
  readonly requestBody: Buffer | undefined;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  /** The kind of fault that met it, if any. */
  readonly fault: string | undefined;
}

/** @internal The channel's name; whoever reads it gets an ObservedExchange for every answer to a client. */
export const observedExchanges = "pulumi-atlas-access.emulator.exchange";

const exchanges = channel(observedExchanges);

/** Tells those who listen in this process; for our own tests, which hold every exchange against the documentation. */
export function observe({ method, target, message, body }: Exchange, reply: Reply, trace: Trace): void {
  if (!exchanges.hasSubscribers) return;
  const observed: ObservedExchange = {
    method,
    target,
    requestHeaders: message.headers,
    requestBody: body,
    status: reply.status,
    headers: reply.headers,
    body: reply.body,
    fault: trace.fault,
  };
  exchanges.publish(observed);
}
