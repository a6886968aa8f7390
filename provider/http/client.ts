/** Builds the HTTP client from its layers. */
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
import { cancelledError } from "./unreachable-error";
import type { Transport } from "./wire-request";
import { wireTransport } from "./wire-transport";

/** Sends requests until it is closed. */
export interface HttpClient {
  /**
   * @throws UnreachableError when there is no response
   * @throws TokenError when no access token is issued
   * @throws InvalidAuthResponseError when a Digest challenge or a token cannot be understood
   */
  readonly send: Send;
  /** Revokes the access token, waits for running requests and closes all connections. May be called twice. */
  close(): Promise<void>;
}

/**
 * A client for one base URL and one set of credentials. It loads undici and opens connections at its first request.
 *
 * Layers, outermost first:
 * - retry: repeats failed attempts. Outside the concurrency limit, so that a delayed retry holds no slot.
 * - rate limiter: delays a request before a rate limit is reached. Outside the concurrency limit for the same reason.
 * - concurrency limit: limits the number of running requests. Outside auth, so that the round trips of one attempt share
 *   one slot.
 * - auth: adds credentials to each attempt. Its own requests (challenges, tokens) use the layers below.
 * - trace: writes a line for every HTTP request, including those of auth.
 * - wire transport: sends one request with undici, with a time limit and a size limit.
 */
export function createHttpClient(settings: ClientSettings, hooks: ClientHooks = {}): HttpClient {
  const dependencies = resolveDependencies(hooks);
  const { baseUrl, requestTimeoutMs, retryBudgetMs } = settings;
  const dispatcher = lazyDispatcher(settings);
  const { onResponse } = hooks;
  const sendOnWire = wireTransport({
    baseUrl,
    dispatcher,
    requestTimeoutMs,
    userAgent,
    now: dependencies.now,
    onResponse: onResponse,
  });
  const innermost: Transport = async (request) => {
    if (request.isShuttingDown) return sendOnWire(request);
    if (dependencies.isCancelled()) throw cancelledError();
    return dependencies.wrapRequest(() => sendOnWire(request));
  };
  const auth = authLayer(settings, withTrace(innermost, settings.trace, dependencies.now), dependencies);
  const { usesProxy: proxied } = dispatcher;
  const send = withRetries(withRateLimiter(withConcurrencyLimit(auth.send), dependencies), {
    ...dependencies,
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
