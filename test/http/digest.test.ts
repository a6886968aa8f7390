import { createHttpClient } from "../../provider/http/client";
import { type DigestServerOptions, digestServer } from "../../testing/http/digest-server";
import {
  json,
  type RecordingServer,
  type RequestHandler,
  startRecordingServer,
} from "../../testing/http/recording-server";
import { fakeTime, post, requestOf, settingsFor } from "../../testing/http/requests";

const ok: RequestHandler = (_, response) => json(response, 200, { results: [] });
const closing: Array<() => Promise<void>> = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function begin(options: DigestServerOptions = {}, inside: RequestHandler = ok) {
  const gate = digestServer(inside, options);
  const server = await startRecordingServer(gate.handler);
  const client = createHttpClient(settingsFor(server.url), fakeTime().hooks);
  closing.push(client.close, server.close);
  return { gate, server, send: client.send };
}

const counts = (server: RecordingServer) =>
  server.arrived.map(({ headers }) => /nc=([0-9a-f]{8})/.exec(headers.authorization ?? "")?.[1] ?? "none");

describe("Digest", () => {
  it("needs two round trips for the first request and one for each later request, with a rising count", async () => {
    const { server, gate, send } = await begin();
    for (let i = 0; i < 4; i++) expect((await send(requestOf())).status).toBe(200);
    expect(counts(server)).toEqual(["none", "00000001", "00000002", "00000003", "00000004"]);
    expect(gate.challenges).toBe(1);
  });

  it("shares one challenge between 50 concurrent requests", async () => {
    const { server, gate, send } = await begin({ challengeDelayMs: 30 });
    const answers = await Promise.all(Array.from({ length: 50 }, () => send(requestOf())));
    expect(answers.map(({ status }) => status)).toEqual(Array(50).fill(200));
    expect(gate.challenges).toBe(1);
    expect(server.arrived).toHaveLength(51);
    expect(new Set(gate.accepted).size).toBe(50);
  });

  it("sends the body of a POST again after a challenge only", async () => {
    const { server, send } = await begin();
    await send(post({ desc: "é", roles: ["ORG_OWNER"] }));
    await send(post());
    expect(server.arrived.map(({ body }) => body)).toEqual([
      ...Array(2).fill('{"desc":"é","roles":["ORG_OWNER"]}'),
      '{"desc":"k","roles":["ORG_READ_ONLY"]}',
    ]);
    expect(server.arrived[1]?.headers["content-type"]).toBe("application/vnd.atlas.2023-01-01+json");
  });

  it("replaces a stale nonce and continues with the new one", async () => {
    const { gate, server, send } = await begin({ isStale: (_, count) => count > 2 });
    for (let i = 0; i < 3; i++) expect((await send(requestOf())).status).toBe(200);
    expect(counts(server)).toEqual(["none", "00000001", "00000002", "00000003", "00000001"]);
    expect(gate.challenges).toBe(2);
  });

  it("needs one more round trip for each of 20 concurrent requests with a stale nonce", async () => {
    let old: string | undefined;
    const { server, send } = await begin({ isStale: (nonce) => nonce === old });
    await send(requestOf());
    old = /nonce="([^"]+)"/.exec(server.arrived[1]?.headers.authorization ?? "")?.[1];
    const answers = await Promise.all(Array.from({ length: 20 }, () => send(requestOf())));
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    expect(server.arrived).toHaveLength(2 + 40);
  });

  it("fails when the server calls every nonce stale", async () => {
    const { server, send } = await begin({ isStale: () => true });
    await expect(send(requestOf())).rejects.toMatchObject({
      name: "InvalidAuthResponseError",
      message: expect.stringContaining("the server calls every new nonce stale"),
    });
    expect(server.arrived.length).toBeLessThan(6);
  });

  it("supports challenges without qop (RFC 2069) and with SHA-256", async () => {
    for (const options of [
      { qop: undefined },
      { algorithm: "SHA-256" },
      { qop: "auth-int, auth" },
    ] as const) {
      const { send, gate } = await begin(options);
      for (let i = 0; i < 3; i++) expect((await send(requestOf())).status).toBe(200);
      expect(gate.challenges).toBe(1);
    }
  });

  it("returns the 401 for a wrong key after one retry with a new challenge", async () => {
    const { server, send } = await begin({ privateKey: "another" });
    const answer = await send(requestOf());
    expect(answer).toMatchObject({ status: 401, errorCode: "UNEXPECTED_ERROR", attempts: 1 });
    expect(server.arrived).toHaveLength(2);
  });

  it("returns the 401 of a missing role at once, with or without a challenge", async () => {
    for (const header of [
      {},
      { "www-authenticate": 'Digest realm="MMS Public API", nonce="n", qop="auth"' },
    ]) {
      const shortfall: RequestHandler = (_, response) =>
        json(response, 401, { errorCode: "USER_UNAUTHORIZED" }, header);
      const { server, send } = await begin({}, shortfall);
      for (let i = 0; i < 2; i++) expect((await send(requestOf())).errorCode).toBe("USER_UNAUTHORIZED");
      expect(server.arrived).toHaveLength(3);
    }
  });

  it("lets every request fetch a challenge itself when the first response had none", async () => {
    const gate = digestServer(ok);
    const server = await startRecordingServer(async (arrived, response, earlier) => {
      if (earlier > 0) return gate.handler(arrived, response, earlier);
      await new Promise((resolve) => setTimeout(resolve, 20));
      json(response, 503, {});
    });
    const client = createHttpClient(settingsFor(server.url), fakeTime().hooks);
    closing.push(client.close, server.close);
    const answers = await Promise.all(Array.from({ length: 10 }, () => client.send(requestOf())));
    expect(answers.every(({ status }) => status === 200)).toBe(true);
  });

  it("names the reason for an unsupported challenge", async () => {
    const hostile = {
      'Digest realm="x", qop="auth"': "no nonce",
      'Digest realm="x", nonce="n': "malformed",
      'Digest realm="x", nonce="n", nonce="m"': "malformed",
      'Digest realm="x", nonce="n", algorithm=MD5-sess, qop="auth"': "algorithm",
      'Digest realm="x", nonce="n", qop="auth-int"': 'qop "auth"',
      [`Digest realm="${"x".repeat(9000)}", nonce="n"`]: "too long",
    };
    for (const [challenge, reason] of Object.entries(hostile)) {
      const server = await startRecordingServer((_, response) =>
        json(response, 401, {}, { "www-authenticate": challenge }),
      );
      const client = createHttpClient(settingsFor(server.url));
      closing.push(client.close, server.close);
      await expect(client.send(requestOf())).rejects.toMatchObject({
        name: "InvalidAuthResponseError",
        message: expect.stringContaining(reason),
      });
      expect(server.arrived).toHaveLength(1);
    }
  });

  it("returns a 401 with another scheme than Digest", async () => {
    const server = await startRecordingServer((_, response) =>
      json(response, 401, {}, { "www-authenticate": 'Basic realm="proxy"' }),
    );
    const client = createHttpClient(settingsFor(server.url));
    closing.push(client.close, server.close);
    expect((await client.send(requestOf())).status).toBe(401);
    expect(server.arrived.map(({ headers }) => headers.authorization)).toEqual([undefined]);
  });
});
