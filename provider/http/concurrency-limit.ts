/**
 * At most so many requests at once. Needed because the engine runs up to 50 operations at once and a listing may start
 * hundreds of reads: beyond this they would queue inside the connection pool, where the timeout of an attempt already runs.
 */
import type { Transport } from "./wire-request";

/** Requests in flight, and so connections, of one client. */
export const maxConcurrentRequests = 32;

/** First come, first served. */
export function withConcurrencyLimit(next: Transport, limit: number = maxConcurrentRequests): Transport {
  const queue: Array<() => void> = [];
  let running = 0;
  return async (request) => {
    if (running >= limit) await new Promise<void>((resolve) => queue.push(resolve));
    else running += 1;
    try {
      return await next(request);
    } finally {
      // A slot is handed on rather than freed, so that nobody can slip in between.
      const waiting = queue.shift();
      if (waiting) waiting();
      else running -= 1;
    }
  };
}
