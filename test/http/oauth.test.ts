import { createHttpClient } from "../../provider/http/client";
import { endOf, startChild } from "../../testing/http/child";
import {
  json,
  type RecordedRequest,
  type RecordingServer,
  type RequestHandler,
  startRecordingServer,
} from "../../testing/http/recording-server";
import { fakeTime, post, requestOf, settingsFor } from "../../testing/http/requests";

const account = {
  kind: "service-account",
  clientId: "mdb_sa_id_0123",
  clientSecret: "mdb_sa_sk_a-b_c~%/+:d",
} as const;
const closing: Array<() => Promise<void>> = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

interface Endpoints {
  readonly token?: RequestHandler;
  readonly api?: RequestHandler;
  readonly lifeS?: number;
}

/** Issues token-1, token-2, … and accepts any of them, unless a test sets otherwise. */
async function begin({ token, api, lifeS = 3600 }: Endpoints = {}) {
  let issued = 0;
  const issue: RequestHandler = async (_, response) => {
    issued += 1;
    await new Promise((resolve) => setTimeout(resolve, 10));
    json(response, 200, { access_token: `token-${issued}`, expires_in: lifeS, token_type: "Bearer" });
  };
  const server = await startRecordingServer((arrived, response, earlier) => {
    if (arrived.path === "/api/oauth/token") return (token ?? issue)(arrived, response, earlier);
    if (arrived.path === "/api/oauth/revoke") return void response.end();
    return (api ?? ((_, answer) => json(answer, 200, {})))(arrived, response, earlier);
  });
  const time = fakeTime();
  const client = createHttpClient(settingsFor(server.url, { credentials: account }), time.hooks);
  closing.push(client.close, server.close);
  return { server, client, send: client.send, time };
}

const to = (server: RecordingServer, path: string): RecordedRequest[] =>
  server.arrived.filter((one) => one.path === path);
const tokensUsed = (server: RecordingServer) =>
  server.arrived.filter(({ path }) => !path.includes("oauth")).map(({ headers }) => headers.authorization);

describe("a service account's access token", () => {
  it("is fetched once for 50 concurrent requests, with id and secret unencoded", async () => {
    const { server, send } = await begin();
    await Promise.all(Array.from({ length: 50 }, () => send(requestOf())));
    const [asked, ...more] = to(server, "/api/oauth/token");
    expect(more).toEqual([]);
    expect(asked).toMatchObject({ method: "POST", body: "grant_type=client_credentials" });
    expect(asked?.headers["content-type"]).toBe("application/x-www-form-urlencoded");
    const basic = Buffer.from(asked?.headers.authorization?.replace("Basic ", "") ?? "", "base64").toString();
    expect(basic).toBe(`${account.clientId}:${account.clientSecret}`);
    expect(new Set(tokensUsed(server))).toEqual(new Set(["Bearer token-1"]));
  });

  it("is renewed ten minutes before it expires, or earlier if it is valid for less than an hour", async () => {
    for (const [lifeS, usedS] of [
      [3600, 3000],
      [60, 50],
    ] as const) {
      const { server, send, time } = await begin({ lifeS });
      await send(requestOf());
      time.advance((usedS - 1) * 1000);
      await send(requestOf());
      time.advance(1000);
      await Promise.all([send(requestOf()), send(requestOf())]);
      const used = ["token-1", "token-1", "token-2", "token-2"].map((token) => `Bearer ${token}`);
      expect(tokensUsed(server)).toEqual(used);
    }
  });

  it("stays in use until it expires when its renewal fails", async () => {
    let fail = false;
    const token: RequestHandler = (_, response) =>
      json(response, fail ? 500 : 200, { access_token: "t", expires_in: 3600 });
    const { server, send, time } = await begin({ token });
    await send(requestOf());
    fail = true;
    time.advance(3_000_000);
    expect((await send(requestOf())).status).toBe(200);
    expect((await send(requestOf())).status).toBe(200);
    expect(to(server, "/api/oauth/token")).toHaveLength(2);
    time.advance(600_000);
    await expect(send(requestOf())).rejects.toMatchObject({
      name: "TokenError",
      problem: { kind: "unavailable" },
    });
  });

  it("is replaced, and the request retried, when a valid token is rejected later; also for a POST", async () => {
    let revoked = "none";
    const api: RequestHandler = ({ headers }, response) =>
      json(response, headers.authorization === `Bearer ${revoked}` ? 401 : 200, {});
    const { server, send } = await begin({ api });
    await send(requestOf());
    revoked = "token-1";
    const answers = await Promise.all(Array.from({ length: 10 }, () => send(post())));
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    expect(to(server, "/api/oauth/token")).toHaveLength(2);
  });

  it("is not replaced when a new token is rejected, or a role is missing", async () => {
    for (const errorCode of [undefined, "USER_UNAUTHORIZED"]) {
      const { server, send } = await begin({ api: (_, response) => json(response, 401, { errorCode }) });
      for (let i = 0; i < 3; i++) expect(await send(requestOf())).toMatchObject({ status: 401, errorCode });
      expect(to(server, "/api/oauth/token")).toHaveLength(1);
    }
  });
});

describe("a rejected token request", () => {
  const refused = (status: number, body: unknown, headers: Record<string, string> = {}): Endpoints => ({
    token: (_, response) => json(response, status, body, headers),
  });

  it.each([
    [
      401,
      { error: "invalid_client" },
      "credentials",
      "did not accept the credentials of the service account",
    ],
    [403, { error: "access_denied" }, "limit", "its limit of 100 live access tokens"],
    [400, { error: "unsupported_grant_type" }, "unexpected", "400 unsupported_grant_type"],
    [302, {}, "redirect", "redirected to https://elsewhere.example (302)"],
  ])(
    "with %i has its own message, and costs one request for many calls",
    async (status, body, kind, text) => {
      const { server, send } = await begin(
        refused(status, body, { location: "https://elsewhere.example/a?b=c" }),
      );
      for (let i = 0; i < 5; i++) {
        await expect(send(post())).rejects.toMatchObject({
          name: "TokenError",
          problem: { kind },
          message: expect.stringMatching(`^Create API key organization .*${text.replace(/[()]/g, "\\$&")}`),
        });
      }
      expect(server.arrived).toHaveLength(1);
    },
  );

  it("is retried after a 429, also for a POST, and named when the budget is exhausted", async () => {
    const { send, time } = await begin(refused(429, { errorCode: "RATE_LIMITED" }, { "retry-after": "60" }));
    await expect(send(post())).rejects.toMatchObject({
      problem: { kind: "rate-limit", errorCode: "RATE_LIMITED" },
      message: expect.stringMatching(/at most 50 a minute/),
    });
    expect(time.waits.length).toBeGreaterThan(3);
  });

  it("without a token in the response is an error that does not quote the response", async () => {
    for (const body of [
      {},
      { access_token: "a b" },
      { access_token: 7 },
      { access_token: "t", expires_in: "x" },
      [],
    ]) {
      const { send } = await begin(refused(200, body));
      await expect(send(requestOf())).rejects.toMatchObject({ name: "InvalidAuthResponseError" });
    }
  });
});

describe("shutdown", () => {
  it("of a client revokes its token once", async () => {
    const { server, send, client } = await begin();
    await send(requestOf());
    await client.close();
    await client.close();
    expect(to(server, "/api/oauth/revoke").map(({ body }) => body)).toEqual([
      "token=token-1&token_type_hint=access_token",
    ]);
  });

  it("succeeds without a token, and when Atlas is unreachable", async () => {
    const unused = await begin();
    await unused.client.close();
    expect(unused.server.arrived).toEqual([]);
    const cut = await begin();
    await cut.send(requestOf());
    await cut.server.close();
    await cut.client.close();
  });

  it.each([
    ["by itself", undefined, 0],
    ["by SIGINT, as the engine ends a provider", "SIGINT", "SIGINT"],
    ["by SIGTERM", "SIGTERM", "SIGTERM"],
  ] as const)("of a process %s revokes its token", async (_, signal, end) => {
    const { server } = await begin();
    const env = {
      MONGODB_ATLAS_BASE_URL: server.url,
      MONGODB_ATLAS_CLIENT_ID: account.clientId,
      MONGODB_ATLAS_CLIENT_SECRET: account.clientSecret,
    };
    const child = await startChild(env, signal ? "stay" : "end");
    expect(child.outcome.status).toBe(200);
    if (signal) child.process.kill(signal);
    expect(await endOf(child)).toBe(end);
    expect(to(server, "/api/oauth/revoke")).toHaveLength(1);
  });
});
