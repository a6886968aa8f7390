import { mediaType, sendOAuth, sendUnsigned } from "../../testing/emulator/raw-client";
import { clientId, clientSecret, emulate, keyId, org } from "../../testing/emulator/two-organizations";

const grant = "grant_type=client_credentials";

const withToken = (url: string, token: string, path = "/orgs") =>
  sendUnsigned("GET", `${url}/api/atlas/v2${path}`, {
    accept: mediaType,
    headers: { authorization: `Bearer ${token}` },
  });

test("a bearer token is valid for an hour", async () => {
  const { url } = await emulate();
  const response = await sendOAuth(url, "token", clientId, clientSecret, grant);
  expect(response.status).toBe(200);
  expect(Object.keys(response.json)).toEqual(["access_token", "expires_in", "token_type"]);
  expect(response.json).toMatchObject({ expires_in: 3600, token_type: "Bearer" });
  expect((await withToken(url, response.json.access_token)).json.results[0].id).toBe(org);
});

test("tokens are JWTs signed with ES512", async () => {
  const { url } = await emulate();
  const token = (await sendOAuth(url, "token", clientId, clientSecret, grant)).json.access_token as string;
  const [head, claims, signature] = token.split(".");
  const decode = (part = "") => JSON.parse(Buffer.from(part, "base64url").toString());
  expect(decode(head)).toEqual({ alg: "ES512", typ: "JWT" });
  expect(decode(claims).exp - decode(claims).iat).toBe(3600);
  expect(Buffer.from(signature ?? "", "base64url")).toHaveLength(132);
});

test("tokens expire on the emulator's clock", async () => {
  const emulator = await emulate();
  const { access_token } = (await sendOAuth(emulator.url, "token", clientId, clientSecret, grant)).json;
  emulator.advanceClock(3599);
  expect((await withToken(emulator.url, access_token)).status).toBe(200);
  emulator.advanceClock(2);
  expect((await withToken(emulator.url, access_token)).status).toBe(401);
});

test("a revoked token is invalid, and revoking an unknown token responds 200", async () => {
  const { url } = await emulate();
  const { access_token } = (await sendOAuth(url, "token", clientId, clientSecret, grant)).json;
  const form = `token=${encodeURIComponent(access_token)}&token_type_hint=access_token`;
  const revoked = await sendOAuth(url, "revoke", clientId, clientSecret, form);
  expect([revoked.status, revoked.text]).toEqual([200, ""]);
  expect((await withToken(url, access_token)).status).toBe(401);
  expect((await sendOAuth(url, "revoke", clientId, clientSecret, form)).status).toBe(200);
});

test("a wrong secret, an unknown client and percent-encoded credentials get invalid_client", async () => {
  const { url } = await emulate();
  const pairs = [
    [clientId, "mdb_sa_sk_wrong"],
    ["mdb_sa_id_000000000000000000000000", clientSecret],
    [clientId.replaceAll("_", "%5F"), clientSecret],
  ] as const;
  for (const [id, secret] of pairs) {
    const response = await sendOAuth(url, "token", id, secret, grant);
    expect([response.status, response.json.error]).toEqual([401, "invalid_client"]);
  }
});

test("other grant types and bodies are rejected", async () => {
  const { url } = await emulate();
  const password = await sendOAuth(url, "token", clientId, clientSecret, "grant_type=password");
  expect([password.status, password.json.error]).toEqual([400, "unsupported_grant_type"]);
  const empty = await sendOAuth(url, "token", clientId, clientSecret, "");
  expect([empty.status, empty.json.error]).toEqual([400, "invalid_request"]);
});

test("a service account has at most 100 live tokens", async () => {
  const emulator = await emulate({ settings: { maxLiveTokens: 3 } });
  const ask = () => sendOAuth(emulator.url, "token", clientId, clientSecret, grant);
  for (let i = 0; i < 3; i++) expect((await ask()).status).toBe(200);
  const refused = await ask();
  expect([refused.status, refused.json.error]).toEqual([403, "access_denied"]);
  emulator.advanceClock(3601);
  expect((await ask()).status).toBe(200);
});

test("with real rate limits, tokens are limited to 50 a minute, with the observed error", async () => {
  const emulator = await emulate({ rateLimits: "real" });
  const ask = () => sendOAuth(emulator.url, "token", clientId, clientSecret, grant);
  const first = await Promise.all(Array.from({ length: 50 }, ask));
  expect(first.every(({ status }) => status === 200)).toBe(true);
  const refused = await ask();
  expect(refused.status).toBe(429);
  expect(refused.json).toEqual({
    detail: "Resource /api/oauth/token is limited to 50 requests every 1 minutes.",
    error: 429,
    errorCode: "RATE_LIMITED",
    parameters: ["/api/oauth/token", 50, 1],
    reason: "Too Many Requests",
  });
  emulator.advanceClock(60);
  expect((await ask()).status).toBe(200);
});

test("an unknown token gets a challenge", async () => {
  const { url } = await emulate();
  expect((await withToken(url, "eyJhbGciOiJFUzUxMiJ9.e30.AA")).status).toBe(401);
});

test("an expired secret is rejected", async () => {
  const emulator = await emulate();
  emulator.advanceClock(366 * 24 * 3600);
  expect((await sendOAuth(emulator.url, "token", clientId, clientSecret, grant)).status).toBe(401);
});

test("the log has the client id of token requests, and no secret or token", async () => {
  const emulator = await emulate();
  const { access_token } = (await sendOAuth(emulator.url, "token", clientId, clientSecret, grant)).json;
  await withToken(emulator.url, access_token, `/orgs/${org}/apiKeys/${keyId}`);
  expect(emulator.requests.map(({ operationId, auth, caller }) => [operationId, auth, caller])).toEqual([
    ["oauthToken", "basic", clientId],
    ["getOrgApiKey", "bearer", clientId],
  ]);
  const log = JSON.stringify(emulator.requests);
  expect(log).not.toContain(clientSecret);
  expect(log).not.toContain(access_token);
});
