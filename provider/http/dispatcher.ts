/** The connection pool. The only file that loads undici, at the first request. */
import type { Dispatcher } from "undici";
import { maxConcurrentRequests } from "./concurrency-limit";
import type { ClientSettings } from "./settings";

/** A pool that is created at its first use. */
export interface LazyDispatcher {
  /** True when requests go through a proxy (unless NO_PROXY names the host). */
  readonly usesProxy: boolean;
  get(): Dispatcher;
  /** Waits for running requests, then closes all connections. Does nothing when the pool was never used. */
  close(): Promise<void>;
}

/** A pool for one base URL, through the proxy of its scheme. */
export function lazyDispatcher(settings: Pick<ClientSettings, "baseUrl" | "proxies">): LazyDispatcher {
  const { httpProxy, httpsProxy, noProxy } = settings.proxies;
  // Without an https proxy, undici would use the http proxy for https too. Other tools do not.
  const proxy = settings.baseUrl.startsWith("https:") ? httpsProxy : httpProxy;
  let created: Dispatcher | undefined;
  let closing: Promise<void> | undefined;
  return {
    usesProxy: proxy !== undefined,
    get: () => {
      created ??= createDispatcher(proxy, noProxy ?? "");
      return created;
    },
    close: async () => {
      closing ??= created?.close();
      await closing;
    },
  };
}

function createDispatcher(proxy: string | undefined, noProxy: string): Dispatcher {
  // The caller limits the time of a whole attempt, so undici's own timeouts between two bytes are off.
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
