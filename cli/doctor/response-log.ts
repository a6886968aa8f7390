import type { ResponseEvent } from "../../provider/http/settings";

/** What was left of a rate limit after the last request that counted against it. */
export interface RateLimitLevel {
  readonly capacity: number;
  readonly remaining: number;
}

/** The headers of all responses that Atlas sent to one run of `doctor`. */
export class ResponseLog {
  private readonly events: ResponseEvent[] = [];

  readonly record = (event: ResponseEvent): void => {
    this.events.push(event);
  };

  /** How far this machine's clock is ahead of Atlas's, and the uncertainty; undefined if no response had a date. */
  clockOffset(): { readonly aheadMs: number; readonly withinMs: number } | undefined {
    const offsets = this.events.flatMap(({ date, sentAt, arrivedAt }) => {
      const atlasTime = date === undefined ? Number.NaN : Date.parse(date);
      // A Date header has whole seconds, so half a second has passed on average.
      const aheadMs = (sentAt + arrivedAt) / 2 - (atlasTime + 500);
      return Number.isNaN(atlasTime) ? [] : [{ aheadMs, withinMs: 500 + (arrivedAt - sentAt) / 2 }];
    });
    return offsets.sort((a, b) => a.withinMs - b.withinMs)[0];
  }

  /** @param path as documented, with `{…}` for its parameters */
  rateLimitLevel(path: string): RateLimitLevel | undefined {
    const pattern = new RegExp(`^${path.replace(/\{\w+\}/g, "[^/]+")}/?$`);
    const matching = this.events.filter((event) => pattern.test(event.path.split("?")[0] ?? ""));
    return matching.findLast(({ rateLimit }) => rateLimit !== undefined)?.rateLimit;
  }

  /** True if a response had the status 429. */
  get wasRateLimited(): boolean {
    return this.events.some(({ status }) => status === 429);
  }
}
