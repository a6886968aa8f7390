/** Puts the layers of a client together: the one place that knows their order. */
import { bearerAuth } from "./bearer";
import { withConcurrencyLimit } from "./concurrency-limit";
import { digestAuth } from "./digest";
import { lazyDispatcher } from "./dispatcher";
import { oauthAuth } from "./oauth";
import { withRateLimiter } from "./rate-limiter";
import type { Send } from "./request";
import { withRetries } from "./retry";
import { type ClientHooks, type ClientSettings, type Dependencies, resolveDependencies } from "./settings";
import { onShutdown } from "./shutdown";
import { withTrace } from "./trace";
import type { Transport } from "./wire-request";
import { wireTransport } from "./wire-transport";

/** A way to send calls, and its end. */
export interface HttpClient {
  /**
   * @throws UnreachableError when there is no response
   * @throws TokenError when no access token is issued
   * @throws InvalidAuthResponseError when a Digest challenge or a token cannot be understood
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
 * - trace: sees every request, those of auth included, as often as it really happens.
 * - wire: one request, bounded in time and size.
 */
export function createHttpClient(settings: ClientSettings, hooks: ClientHooks = {}): HttpClient {
  const surroundings = resolveDependencies(hooks);
  const { baseUrl, requestTimeoutMs, retryBudgetMs } = settings;
  const dispatcher = lazyDispatcher(settings);
  const { onResponse } = hooks;
  const onWire = wireTransport({
    baseUrl,
    dispatcher,
    requestTimeoutMs,
    userAgent,
    now: surroundings.now,
    onResponse: onResponse,
  });
  const innermost: Transport = (request) =>
    request.isShuttingDown ? onWire(request) : surroundings.wrapRequest(() => onWire(request));
  const auth = authLayer(settings, withTrace(innermost, settings.trace, surroundings.now), surroundings);
  const { usesProxy: proxied } = dispatcher;
  const send = withRetries(withRateLimiter(withConcurrencyLimit(auth.send), surroundings), {
    ...surroundings,
    baseUrl,
    retryBudgetMs,
    usesProxy: proxied,
  });
  return {
    send,
    close: async () => {
      await auth.close();
      await dispatcher.close();
    },
  };
}

const { version } = require("pulumi-atlas-access/package.json") as { version: string };
const userAgent = `pulumi-atlas-access/${version} (node ${process.versions.node})`;

interface AuthLayer {
  readonly send: Transport;
  close(): Promise<void>;
}

function authLayer(settings: ClientSettings, next: Transport, { now }: Dependencies): AuthLayer {
  const { credentials } = settings;
  const nothing = async () => undefined;
  switch (credentials.kind) {
    case "token":
      return { send: bearerAuth(credentials.accessToken, next), close: nothing };
    case "api-key":
      return { send: digestAuth(credentials, next), close: nothing };
    case "service-account": {
      let forget: () => void = () => undefined;
      const oauth = oauthAuth(credentials, next, now, () => {
        forget = onShutdown(oauth.revoke);
      });
      const end = async () => {
        forget();
        await oauth.revoke();
      };
      return { send: oauth.send, close: end };
    }
  }
}
