/** Tells settings apart without showing them. */
import { createHash } from "node:crypto";
import type { Settings } from "./settings";

/**
 * The same text for the same settings and another for any difference, credentials included; nothing can be read from
 * it. For keeping clients apart within one process, never for storing.
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
