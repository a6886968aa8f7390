/**
 * Limits the number of concurrent requests. The engine runs up to 50 operations at once, and a list may start hundreds of
 * reads. Without this limit they would wait inside undici's pool, where the timeout of an attempt is already running.
 */
import type { Transport } from "./wire-request";

/** Concurrent requests of one client; also its number of connections. */
export const maxConcurrentRequests = 32;

/** Waiting requests are sent in the order in which they came. */
export function withConcurrencyLimit(next: Transport, limit: number = maxConcurrentRequests): Transport {
  const queue: Array<() => void> = [];
  let running = 0;
  return async (request) => {
    if (running >= limit) await new Promise<void>((resolve) => queue.push(resolve));
    else running += 1;
    try {
      return await next(request);
    } finally {
      // The slot goes to the next waiting request directly, so that a new request cannot take it first.
      const waiting = queue.shift();
      if (waiting) waiting();
      else running -= 1;
    }
  };
}
