/** The pool of connections. The only file that loads undici, and only when a first request is made. */
import type { Dispatcher } from "undici";
import { maxConcurrentRequests } from "./concurrency-limit";
import type { ClientSettings } from "./settings";

/** A pool that is made when first asked for. */
export interface LazyDispatcher {
  /** True when requests go through a proxy (unless NO_PROXY names the host). */
  readonly usesProxy: boolean;
  get(): Dispatcher;
  /** Waits for running requests, then closes all connections. Nothing to do when none was ever opened. */
  close(): Promise<void>;
}

/** A pool for one base URL, through the proxy that its scheme asks for. */
export function lazyDispatcher(settings: Pick<ClientSettings, "baseUrl" | "proxies">): LazyDispatcher {
  const { httpProxy, httpsProxy, noProxy } = settings.proxies;
  // undici would use the http proxy for https too when there is no other; other tools do not.
  const proxy = settings.baseUrl.startsWith("https:") ? httpsProxy : httpProxy;
  let made: Dispatcher | undefined;
  let closing: Promise<void> | undefined;
  return {
    usesProxy: proxy !== undefined,
    get: () => {
      made ??= makeDispatcher(proxy, noProxy ?? "");
      return made;
    },
    close: async () => {
      closing ??= made?.close();
      await closing;
    },
  };
}

function makeDispatcher(proxy: string | undefined, noProxy: string): Dispatcher {
  // Times are limited for a whole attempt by the caller, so undici's own limits between two bytes are off.
  const options = {
    connections: maxConcurrentRequests,
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: { timeout: 10_000 },
  };
  const undici = require("undici") as typeof import("undici");
  if (proxy === undefined) return new undici.Agent(options);
  return new undici.EnvHttpProxyAgent({ ...options, httpProxy: proxy, httpsProxy: proxy, noProxy });
}
