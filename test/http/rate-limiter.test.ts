import { createHttpClient } from "../../provider/http/client";
import type { ClientSettings, WaitEvent } from "../../provider/http/settings";
import { json, startRecordingServer } from "../../testing/http/recording-server";
import { bearer, fakeTime, post, requestOf, settingsFor } from "../../testing/http/requests";

const closing: Array<() => Promise<void>> = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** A server with a bucket of this capacity and refill rate; it responds with 429 when the bucket is empty. */
async function begin(
  bucket: { capacity: number; left: number; eachMinute: number },
  changes: Partial<ClientSettings> = {},
) {
  const time = fakeTime(0);
  let { left } = bucket;
  let asOf = time.hooks.now();
  const refused: string[] = [];
  const server = await startRecordingServer((arrived, response) => {
    const now = time.hooks.now();
    left = Math.min(bucket.capacity, left + ((now - asOf) * bucket.eachMinute) / 60_000);
    asOf = now;
    const allowed = left >= 1;
    if (allowed) left -= 1;
    else refused.push(arrived.path);
    const headers = {
      "ratelimit-limit": String(bucket.capacity),
      "ratelimit-remaining": String(Math.floor(left)),
      ...(allowed ? {} : { "retry-after": "30" }),
    };
    json(response, allowed ? 200 : 429, {}, headers);
  });
  const notices: WaitEvent[] = [];
  const client = createHttpClient(settingsFor(server.url, { credentials: bearer, ...changes }), {
    ...time.hooks,
    onWait: (notice) => notices.push(notice),
  });
  closing.push(client.close, server.close);
  return { server, send: client.send, waits: time.waits, notices, refused };
}

const inBucket = { rateLimitBucket: "orgs/5f0000000000000000000001" };

it("delays requests before a bucket is empty, so that Atlas rejects none", async () => {
  const { server, send, waits, refused, notices } = await begin({ capacity: 500, left: 10, eachMinute: 250 });
  for (let at = 0; at < 40; at++)
    expect(await send({ ...post(), ...inBucket })).toMatchObject({ status: 200 });
  expect(refused).toEqual([]);
  expect(server.arrived).toHaveLength(40);
  // 30 calls more than there was room for, at 250 a minute: 7.2 s, and never more than a third above that.
  const waitedMs = waits.reduce((sum, ms) => sum + ms, 0);
  expect(waitedMs).toBeGreaterThanOrEqual(7_000);
  expect(waitedMs).toBeLessThan(10_500);
  expect(notices[0]).toMatchObject({ reason: "its rate limit is nearly reached", attempt: 1 });
});

it("counts pending requests", async () => {
  const { send, refused, server } = await begin({ capacity: 500, left: 5, eachMinute: 250 });
  await send({ ...requestOf(), ...inBucket });
  await Promise.all(Array.from({ length: 20 }, () => send({ ...requestOf(), ...inBucket })));
  expect(server.arrived).toHaveLength(21);
  expect(refused).toEqual([]);
});

it("does not delay requests of another bucket", async () => {
  const { send, waits } = await begin({ capacity: 500, left: 1_000, eachMinute: 250 });
  await send({ ...requestOf(), ...inBucket });
  await send({ ...requestOf(), rateLimitBucket: "groups/5f0000000000000000000010" });
  expect(waits).toEqual([]);
});

it("sends the request at once when its time budget is too short for the delay", async () => {
  const { send, waits, server } = await begin(
    { capacity: 10, left: 1, eachMinute: 0.01 },
    { retryBudgetMs: 10_000 },
  );
  await send({ ...requestOf(), ...inBucket });
  expect(await send({ ...requestOf(), ...inBucket })).toMatchObject({ status: 429 });
  expect(waits).toEqual([]);
  expect(server.arrived).toHaveLength(2);
});

it("does not delay requests after responses without rate-limit headers", async () => {
  const server = await startRecordingServer((_, response) => json(response, 200, {}));
  const time = fakeTime();
  const client = createHttpClient(settingsFor(server.url, { credentials: bearer }), time.hooks);
  closing.push(client.close, server.close);
  for (let at = 0; at < 50; at++) await client.send({ ...requestOf(), ...inBucket });
  expect(time.waits).toEqual([]);
});
