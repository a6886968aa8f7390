import { maxDelayMs, retryDelayMs } from "../../provider/http/backoff";
import { parseRetryAfter } from "../../provider/http/decode";

const most = () => 0.999_999;
const none = () => 0;

describe("the retry delay", () => {
  it("doubles from 0.5 s after a failure, with full jitter", () => {
    expect([1, 2, 3, 4, 5].map((n) => retryDelayMs("failure", n, undefined, most))).toEqual([
      500, 1000, 2000, 4000, 8000,
    ]);
    expect(retryDelayMs("failure", 5, undefined, none)).toBe(0);
  });

  it("doubles from 1 s to 60 s after a 429 without Retry-After", () => {
    expect([1, 4, 7, 50].map((n) => retryDelayMs("rate-limit", n, undefined, most))).toEqual([
      1000, 8000, 60_000, 60_000,
    ]);
  });

  it("is at least Retry-After, at most 2 s longer, and at most 90 s", () => {
    expect(retryDelayMs("rate-limit", 1, 55, none)).toBe(55_000);
    expect(retryDelayMs("rate-limit", 1, 55, most)).toBe(57_000);
    expect(retryDelayMs("rate-limit", 1, 1, most)).toBe(1_100);
    for (const asked of [89, 90, 91, 86_400])
      expect(retryDelayMs("failure", 1, asked, most)).toBe(maxDelayMs);
  });

  it("accepts Retry-After as seconds or as a date", () => {
    const now = Date.UTC(2026, 0, 1, 12, 0, 0);
    expect(parseRetryAfter("7", now)).toBe(7);
    expect(parseRetryAfter("Thu, 01 Jan 2026 12:00:30 GMT", now)).toBe(30);
    expect(parseRetryAfter("Thu, 01 Jan 2026 11:00:00 GMT", now)).toBe(0);
    for (const unreadable of [undefined, "", "soon", "-5", "1e9", "9".repeat(20)]) {
      expect(parseRetryAfter(unreadable, now)).toBeUndefined();
    }
  });
});
