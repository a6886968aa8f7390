/** Puts the layers of a client together: the one place that knows their order. */
import { bearerAuth } from "./bearer";
import { throttled } from "./concurrency-limit";
import { digestAuth } from "./digest";
import { lazyDispatcher } from "./dispatcher";
import { oauthAuth } from "./oauth";
import { paced } from "./rate-limiter";
import type { Send } from "./request";
import { retrying } from "./retry";
import { wire } from "./send";
import { type ClientHooks, type ClientSettings, type Surroundings, surroundingsOf } from "./settings";
import { atProcessEnd } from "./shutdown";
import { traced } from "./trace";
import type { Transport } from "./wire-request";

/** A way to send calls, and its end. */
export interface Client {
  /**
   * @throws AtlasUnreachableError when there is no answer
   * @throws AtlasApiError when no access token is issued
   * @throws AtlasReplyError when a Digest challenge or a token cannot be understood
   */
  readonly send: Send;
  /** Revokes an access token in use, lets running calls finish and closes all connections. May be called twice. */
  close(): Promise<void>;
}

/**
 * A client for one base URL and one set of credentials. Opens nothing and loads no HTTP library before its first call.
 *
 * Layers, outermost first:
 * - retry: sees what a call came to and repeats it; outside the throttle, so that a call that waits holds no slot.
 * - pace: waits before a rate limit is reached; outside the throttle for the same reason.
 * - throttle: bounds what is in flight; outside auth, so that the round trips of one attempt share one slot.
 * - auth: signs each attempt afresh, and answers challenges or fetches tokens over the layers below.
 * - trace: sees every exchange, those of auth included, as often as it really happens.
 * - wire: one exchange, bounded in time and size.
 */
export function createSend(settings: ClientSettings, hooks: ClientHooks = {}): Client {
  const surroundings = surroundingsOf(hooks);
  const { baseUrl, requestTimeoutMs, retryBudgetMs } = settings;
  const dispatcher = lazyDispatcher(settings);
  const { onAnswer } = hooks;
  const onWire = wire({ baseUrl, dispatcher, requestTimeoutMs, userAgent, now: surroundings.now, onAnswer });
  const innermost: Transport = (exchange) =>
    exchange.isFarewell ? onWire(exchange) : surroundings.during(() => onWire(exchange));
  const auth = authLayer(settings, traced(innermost, settings.trace, surroundings.now), surroundings);
  const { proxied } = dispatcher;
  const send = retrying(paced(throttled(auth.send), surroundings), {
    ...surroundings,
    baseUrl,
    retryBudgetMs,
    proxied,
  });
  return {
    send,
    close: async () => {
      await auth.end();
      await dispatcher.close();
    },
  };
}

const { version } = require("pulumi-atlas-access/package.json") as { version: string };
const userAgent = `pulumi-atlas-access/${version} (node ${process.versions.node})`;

interface AuthLayer {
  readonly send: Transport;
  end(): Promise<void>;
}

function authLayer(settings: ClientSettings, next: Transport, { now }: Surroundings): AuthLayer {
  const { credentials } = settings;
  const nothing = async () => undefined;
  switch (credentials.kind) {
    case "token":
      return { send: bearerAuth(credentials.accessToken, next), end: nothing };
    case "api-key":
      return { send: digestAuth(credentials, next), end: nothing };
    case "service-account": {
      let forget: () => void = () => undefined;
      const oauth = oauthAuth(credentials, next, now, () => {
        forget = atProcessEnd(oauth.revoke);
      });
      const end = async () => {
        forget();
        await oauth.revoke();
      };
      return { send: oauth.send, end };
    }
  }
}
