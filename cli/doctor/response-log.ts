import type { ResponseEvent } from "../../provider/http/settings";

/** A bucket as the last answer that drew on it left it. */
export interface BucketLevel {
  readonly capacity: number;
  readonly remaining: number;
}

/** What the answers of one visit told beside their content. */
export class ResponseLog {
  private readonly all: ResponseEvent[] = [];

  readonly record = (notice: ResponseEvent): void => {
    this.all.push(notice);
  };

  /** How far this machine's clock is ahead of Atlas's, and by how much that may be wrong; undefined without a Date. */
  clockOffset(): { readonly aheadMs: number; readonly withinMs: number } | undefined {
    const known = this.all.flatMap(({ date, sentAt, arrivedAt }) => {
      const at = date === undefined ? Number.NaN : Date.parse(date);
      // A Date header has whole seconds, so on average half of one has passed.
      const aheadMs = (sentAt + arrivedAt) / 2 - (at + 500);
      return Number.isNaN(at) ? [] : [{ aheadMs, withinMs: 500 + (arrivedAt - sentAt) / 2 }];
    });
    return known.sort((one, other) => one.withinMs - other.withinMs)[0];
  }

  /** The level of the bucket that requests to such a path draw on: a documented path, `{…}` for its parameters. */
  bucketLevel(path: string): BucketLevel | undefined {
    const pattern = new RegExp(`^${path.replace(/\{\w+\}/g, "[^/]+")}/?$`);
    const fitting = this.all.filter((notice) => pattern.test(notice.path.split("?")[0] ?? ""));
    return fitting.findLast(({ rateLimit }) => rateLimit !== undefined)?.rateLimit;
  }

  /** True when some answer was 429. */
  get wasRateLimited(): boolean {
    return this.all.some(({ status }) => status === 429);
  }
}
