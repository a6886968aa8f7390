import { createHttpClient } from "../../provider/http/client";
import type { ClientSettings, WaitEvent } from "../../provider/http/settings";
import { json, type RequestHandler, startRecordingServer } from "../../testing/http/recording-server";
import { bearer, fakeTime, post, requestOf, settingsFor } from "../../testing/http/requests";

const closing: Array<() => Promise<void>> = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** Sends the listed responses one after the other, then 200. */
type Step = RequestHandler | number;
async function begin(steps: readonly Step[], changes: Partial<ClientSettings> = {}, random = 0.5) {
  const server = await startRecordingServer((arrived, response, earlier) => {
    const step = steps[earlier] ?? 200;
    if (typeof step === "function") return step(arrived, response, earlier);
    json(response, step, { errorCode: "SOME_CODE" });
  });
  const notices: WaitEvent[] = [];
  const time = fakeTime(random);
  const onWait = (notice: WaitEvent) => notices.push(notice);
  const client = createHttpClient(settingsFor(server.url, { credentials: bearer, ...changes }), {
    ...time.hooks,
    onWait,
  });
  closing.push(client.close, server.close);
  return { server, send: client.send, waits: time.waits, notices };
}

const limited =
  (retryAfter?: string): RequestHandler =>
  (_, response) =>
    json(
      response,
      429,
      { errorCode: "RATE_LIMITED_TOKEN_BUCKET" },
      retryAfter ? { "retry-after": retryAfter } : {},
    );
const reset: RequestHandler = (_, response) => void response.socket?.destroy();

describe("a 429", () => {
  it("is retried after Retry-After, also for a POST, and reported to onWait", async () => {
    const { server, send, waits, notices } = await begin([limited("7"), limited("55")], {}, 0);
    expect(await send(post())).toMatchObject({ status: 200, attempts: 3, elapsedMs: 62_000 });
    expect(waits).toEqual([7_000, 55_000]);
    expect(server.arrived).toHaveLength(3);
    const { operation, target } = post();
    expect(notices).toEqual([
      { operation, target, reason: "rate limit (429)", waitMs: 7_000, attempt: 1 },
      { operation, target, reason: "rate limit (429)", waitMs: 55_000, attempt: 2 },
    ]);
  });

  it("is retried with exponential backoff without Retry-After", async () => {
    const { send, waits } = await begin([limited(), limited(), limited()]);
    await send(requestOf());
    expect(waits).toEqual([500, 1_000, 2_000]);
  });

  it("is retried after at most 90 s", async () => {
    const { send, waits } = await begin([limited("3600"), limited("3600")]);
    expect(await send(requestOf())).toMatchObject({ status: 200 });
    expect(waits).toEqual([90_000, 90_000]);
  });

  it("is returned with attempts and elapsed time when the budget of five minutes is exhausted", async () => {
    const { send, waits } = await begin(Array(100).fill(limited("60")), {}, 0);
    expect(await send(requestOf())).toMatchObject({
      status: 429,
      attempts: 5,
      elapsedMs: 240_000,
      retryAfterS: 60,
    });
    expect(waits).toEqual(Array(4).fill(60_000));
  });
});

describe("a failure", () => {
  it.each(["GET", "PATCH", "DELETE"] as const)(
    "of the server (5xx) is tried six times for %s",
    async (method) => {
      const { server, send } = await begin(Array(100).fill(503));
      expect(await send(requestOf({ method }))).toMatchObject({ status: 503, attempts: 6 });
      expect(server.arrived).toHaveLength(6);
    },
  );

  it("that is temporary does not reach the caller", async () => {
    const { send } = await begin([500, reset, 502]);
    expect(await send(requestOf())).toMatchObject({ status: 200, attempts: 4 });
  });

  it("does not retry a POST after a response, or when it may have been carried out", async () => {
    for (const step of [500, 503, 405, reset]) {
      const { server, send, waits } = await begin([step]);
      const outcome = await send(post()).catch((error: unknown) => error);
      if (step === reset) {
        expect(outcome).toMatchObject({ name: "UnreachableError", isAmbiguous: true, attempts: 1 });
        expect(String(outcome)).toContain("may have been carried out");
      } else expect(outcome).toMatchObject({ status: step, attempts: 1 });
      expect(server.arrived).toHaveLength(1);
      expect(waits).toEqual([]);
    }
  });

  it("for maintenance (405 WRITES_NOT_ALLOWED…) is retried; any other 405 is not", async () => {
    const maintenance: RequestHandler = (_, response) =>
      json(response, 405, { errorCode: "WRITES_NOT_ALLOWED_DURING_APP_UPGRADES" });
    const first = await begin([maintenance, maintenance]);
    expect(await first.send(requestOf({ method: "DELETE" }))).toMatchObject({ status: 200, attempts: 3 });
    const second = await begin([405]);
    expect(await second.send(requestOf({ method: "DELETE" }))).toMatchObject({ status: 405, attempts: 1 });
  });

  it("before anything is sent is retried also for a POST, and the error has the attempts", async () => {
    const gone = await startRecordingServer(() => undefined);
    await gone.close();
    const time = fakeTime();
    const client = createHttpClient(settingsFor(gone.url, { credentials: bearer }), time.hooks);
    const error = await client.send(post()).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: "UnreachableError", isAmbiguous: false, attempts: 6 });
    expect((error as Error).message).toBe(
      `Create API key organization 5f0000000000000000000001: no response from ${gone.url} after 6 attempts in 7.8 s: ` +
        "connection refused (ECONNREFUSED). Check the network, mongodbatlas:baseUrl and whether a proxy (HTTPS_PROXY) is needed",
    );
    expect(time.waits).toEqual([250, 500, 1_000, 2_000, 4_000]);
  });

  it("to resolve the host name ends long before the budget", async () => {
    const time = fakeTime();
    const client = createHttpClient(
      settingsFor("https://no-such-host.invalid", { credentials: bearer }),
      time.hooks,
    );
    const error = await client.send(requestOf()).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: "UnreachableError", isAmbiguous: false });
    expect(String(error)).toMatch(/host name (not found|lookup failed) \((ENOTFOUND|EAI_AGAIN)\)/);
    expect(time.waits.reduce((sum, wait) => sum + wait, 0)).toBeLessThan(20_000);
    await client.close();
  });

  it("to respond ends each attempt at its timeout", async () => {
    const silent: RequestHandler = () => undefined;
    const { server, send } = await begin(Array(100).fill(silent), { requestTimeoutMs: 40 });
    await expect(send(requestOf({ method: "PATCH", body: {} }))).rejects.toMatchObject({
      attempts: 6,
      isAmbiguous: true,
      message: expect.stringMatching(/no complete response within 0 s \(TIMEOUT\)/),
    });
    expect(server.arrived).toHaveLength(6);
    const post1 = await begin([silent]);
    await expect(post1.send({ ...post(), timeoutMs: 60 })).rejects.toMatchObject({
      attempts: 1,
      isAmbiguous: true,
    });
    expect(post1.server.arrived).toHaveLength(1);
  });
});

describe("many requests", () => {
  it("run 32 at a time on 32 connections", async () => {
    let running = 0;
    let most = 0;
    let open: (value?: unknown) => void = () => undefined;
    const full = new Promise((resolve) => {
      open = resolve;
    });
    // The server responds only after 32 requests have arrived, and a while later, in which another one would arrive.
    const slow: RequestHandler = async (_, response) => {
      running += 1;
      most = Math.max(most, running);
      if (running === 32) setTimeout(open, 20);
      await full;
      running -= 1;
      json(response, 200, {});
    };
    const { server, send } = await begin(Array(500).fill(slow));
    const answers = await Promise.all(Array.from({ length: 200 }, () => send(requestOf())));
    expect(answers).toHaveLength(200);
    expect(most).toBe(32);
    expect(new Set(server.arrived.map(({ connection }) => connection)).size).toBe(32);
  }, 20_000);

  it("have a media type, a User-Agent with name and version, and no additional query parameters", async () => {
    const { server, send } = await begin([]);
    await send(requestOf());
    expect(server.arrived[0]?.headers).toMatchObject({
      accept: "application/vnd.atlas.2023-01-01+json",
      authorization: "Bearer t0ken-of-the-tests",
      "user-agent": expect.stringMatching(/^pulumi-atlas-access\/\d+\.\d+\.\d+ \(node \d+\.\d+\.\d+\)$/),
    });
    expect(server.arrived[0]?.path).toBe(requestOf().path);
  });

  it("after close fail with the message that the client was closed", async () => {
    const { send } = await begin([]);
    await send(requestOf());
    await closing[0]?.();
    await expect(send(requestOf())).rejects.toMatchObject({
      attempts: 1,
      message: expect.stringContaining("closed"),
    });
  });
});
