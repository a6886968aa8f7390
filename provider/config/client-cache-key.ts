/** The cache key of a client. */
import { createHash } from "node:crypto";
import type { Settings } from "./settings";

/**
 * A hash of all settings, credentials included: equal settings have equal keys. For the clients of one process; never stored.
 */
export function clientCacheKey(settings: Settings): string {
  const { baseUrl, api, credentials, requestTimeoutMs, retryBudgetMs, proxies, trace } = settings;
  const parts = [
    baseUrl,
    api,
    Object.entries(credentials),
    requestTimeoutMs,
    retryBudgetMs,
    Object.entries(proxies),
    trace ?? null,
  ];
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}
