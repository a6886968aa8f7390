import {
  DigestClient,
  digestHeader,
  mediaType,
  nonceOf,
  sendUnsigned,
} from "../../testing/emulator/raw-client";
import { clientOf, emulate, emulateForOwner, publicKeys } from "../../testing/emulator/two-organizations";

const path = "/api/atlas/v2/orgs";

async function signing(options = {}) {
  const emulator = await emulate(options);
  const password = emulator.store.apiKey(publicKeys.owner)?.privateKey ?? "";
  const challenge = () => sendUnsigned("GET", emulator.url + path);
  const signed = (nonce: string, more: Partial<Parameters<typeof digestHeader>[4]> = {}, secret = password) =>
    sendUnsigned("GET", emulator.url + path, {
      accept: mediaType,
      headers: { authorization: digestHeader("GET", path, publicKeys.owner, secret, { nonce, ...more }) },
    });
  return { emulator, challenge, signed };
}

test("the challenge has the recorded parameters in the recorded order", async () => {
  const { challenge } = await signing();
  const response = await challenge();
  expect(response.status).toBe(401);
  expect(response.headers["www-authenticate"]).toMatch(
    /^Digest realm="MMS Public API", domain="", nonce="[A-Za-z0-9+/]{32}", algorithm=MD5, qop="auth", stale=false$/,
  );
});

test("the challenge has the recorded body and headers", async () => {
  const { challenge } = await signing();
  const response = await challenge();
  expect(response.headers["content-length"]).toBe("142");
  expect(response.headers["content-type"]).toBe("application/json");
  expect(response.headers.vary).toBe("Accept-Encoding");
  expect(response.text).toBe(
    '{\n  "error" : 401,\n  "reason" : "Unauthorized",\n  "detail" : "You are not authorized for this resource.",\n  "errorCode" : "UNEXPECTED_ERROR"\n}',
  );
  for (const absent of ["x-error-code", "ratelimit-limit", "strict-transport-security"]) {
    expect(response.headers[absent]).toBeUndefined();
  }
});

test("each challenge has a new nonce", async () => {
  const { challenge } = await signing();
  expect(nonceOf(await challenge())).not.toBe(nonceOf(await challenge()));
});

test("a wrong private key, an unknown public key and a missing header get the same challenge", async () => {
  const emulator = await emulate();
  const clients = [
    new DigestClient(emulator.url, publicKeys.owner, "22222222-2222-4222-8222-222222222222"),
    new DigestClient(emulator.url, "nobodyat", "22222222-2222-4222-8222-222222222222"),
  ];
  const responses = [
    await sendUnsigned("GET", emulator.url + path),
    ...(await Promise.all(clients.map((c) => c.get("/orgs")))),
  ];
  expect(responses.map(({ status }) => status)).toEqual([401, 401, 401]);
  expect(new Set(responses.map(({ text }) => text)).size).toBe(1);
});

test("a nonce accepts each count once, in any order", async () => {
  const { challenge, signed } = await signing();
  const nonce = nonceOf(await challenge());
  const counts = ["00000001", "00000003", "00000002", "00000003"];
  const statuses = [];
  for (const count of counts) statuses.push((await signed(nonce, { count })).status);
  expect(statuses).toEqual([200, 200, 200, 401]);
});

test("a replayed count gets stale=false", async () => {
  const { challenge, signed } = await signing();
  const nonce = nonceOf(await challenge());
  await signed(nonce);
  expect((await signed(nonce)).headers["www-authenticate"]).toContain("stale=false");
});

test("a correct signature on a nonce older than 60 seconds gets stale=true", async () => {
  const { emulator, challenge, signed } = await signing();
  const nonce = nonceOf(await challenge());
  emulator.advanceClock(59);
  expect((await signed(nonce)).status).toBe(200);
  emulator.advanceClock(2);
  const response = await signed(nonce, { count: "00000002" });
  expect(response.status).toBe(401);
  expect(response.headers["www-authenticate"]).toContain("stale=true");
  expect((await signed(nonceOf(response))).status).toBe(200);
});

test("a wrong signature gets stale=false", async () => {
  const { emulator, challenge, signed } = await signing();
  const nonce = nonceOf(await challenge());
  emulator.advanceClock(120);
  const response = await signed(nonce, {}, "22222222-2222-4222-8222-222222222222");
  expect(response.headers["www-authenticate"]).toContain("stale=false");
});

test("a correct signature on an unknown nonce gets stale=true, as after a restart", async () => {
  const { signed } = await signing();
  expect((await signed("A".repeat(32))).headers["www-authenticate"]).toContain("stale=true");
});

test("a signature for another URI, algorithm or qop is rejected", async () => {
  const { challenge, signed } = await signing();
  const nonce = nonceOf(await challenge());
  expect((await signed(nonce, { uri: "/api/atlas/v2/groups" })).status).toBe(401);
  expect((await signed(nonce, { algorithm: "SHA-256" })).status).toBe(401);
  expect((await signed(nonce, { withoutQop: true })).status).toBe(401);
});

test("digestQop: none omits qop and accepts signatures without a nonce count", async () => {
  const { challenge, signed } = await signing({ settings: { digestQop: "none" } });
  const response = await challenge();
  expect(response.headers["www-authenticate"]).not.toContain("qop");
  expect((await signed(nonceOf(response), { withoutQop: true })).status).toBe(200);
});

test("nonceMaxAgeS sets the lifetime of a nonce", async () => {
  const { emulator, challenge, signed } = await signing({ settings: { nonceMaxAgeS: 5 } });
  const nonce = nonceOf(await challenge());
  emulator.advanceClock(6);
  expect((await signed(nonce)).status).toBe(401);
});

test("the log has the challenge without a caller and the signed request with its public key", async () => {
  const { emulator, owner } = await emulateForOwner();
  await owner.get("/orgs");
  expect(emulator.requests.map(({ status, auth, caller }) => ({ status, auth, caller }))).toEqual([
    { status: 401, auth: "none", caller: undefined },
    { status: 200, auth: "digest", caller: publicKeys.owner },
  ]);
});

test("a deleted key gets a challenge", async () => {
  const { emulator, owner } = await emulateForOwner();
  const victim = clientOf(emulator, "member");
  expect((await victim.get("/orgs")).status).toBe(200);
  const id = emulator.store.apiKey(publicKeys.member)?.id;
  await owner.delete(`/orgs/5f0000000000000000000001/apiKeys/${id}`);
  expect((await victim.get("/orgs")).status).toBe(401);
});
