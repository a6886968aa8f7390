import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createServer as createTcpServer, type Socket } from "node:net";
import { createHttpClient } from "../../provider/http/client";
import type { ClientSettings } from "../../provider/http/settings";
import { type RequestHandler, startRecordingServer } from "../../testing/http/recording-server";
import { bearer, fakeTime, requestOf, settingsFor } from "../../testing/http/requests";

const closing: Array<() => Promise<void>> = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function begin(answer: RequestHandler, changes: Partial<ClientSettings> = {}) {
  const server = await startRecordingServer(answer);
  const client = createHttpClient(
    settingsFor(server.url, { credentials: bearer, ...changes }),
    fakeTime().hooks,
  );
  closing.push(server.close, client.close);
  return { server, send: client.send };
}

/** Sends these bytes on every connection. */
async function rawServer(answer: (socket: Socket) => void) {
  const server = createTcpServer((socket) => {
    socket.on("error", () => undefined);
    socket.once("data", () => answer(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const sockets = new Set<Socket>();
  server.on("connection", (socket) => sockets.add(socket));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = createHttpClient(settingsFor(url, { credentials: bearer }), fakeTime().hooks);
  closing.push(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise<void>((resolve) => server.close(() => resolve()));
    await client.close();
  });
  return client.send;
}

const replying =
  (status: number, contentType: string | undefined, body: string | Buffer): RequestHandler =>
  (_, response) => {
    response.writeHead(status, contentType === undefined ? {} : { "content-type": contentType });
    response.end(body);
  };

describe("a response", () => {
  it.each([
    [
      "an HTML page of a proxy",
      502,
      "text/html; charset=utf-8",
      "<html><body>Bad gateway</body></html>",
      "html",
    ],
    ["HTML under another name", 200, "text/plain", "\n <!DOCTYPE html><p>Sign in", "html"],
    ["half a document", 200, "application/json", '{"results":[{"id":"5f', "broken-json"],
    [
      "invalid UTF-8",
      200,
      "application/vnd.atlas.2023-01-01+json",
      Buffer.from([0x22, 0xff, 0xfe, 0x22]),
      "broken-json",
    ],
    [
      "compressed though not asked for",
      200,
      "application/json",
      Buffer.from([0x1f, 0x8b, 8, 0, 0, 0]),
      "broken-json",
    ],
    ["JSON of no JSON type", 200, "text/plain", '{"results":[]}', "other"],
    ["of no type at all", 200, undefined, '{"results":[]}', "other"],
    ["nothing", 204, undefined, "", "empty"],
    ["nested deeply beyond sense", 200, "application/json", "[".repeat(5_000_000), "broken-json"],
  ])("that is %s has its own body kind", async (_, status, contentType, body, bodyKind) => {
    const { send } = await begin(replying(status, contentType, body));
    expect(await send(requestOf())).toMatchObject({
      status,
      json: undefined,
      bodyKind,
      errorCode: undefined,
    });
  });

  it("of Atlas has its JSON and error code", async () => {
    const body = '{"detail":"é","errorCode":"GROUP_NOT_FOUND","__proto__":{"polluted":1},"parameters":[]}';
    const { send } = await begin(replying(404, "application/json", body));
    const answer = await send(requestOf());
    expect(answer).toMatchObject({
      status: 404,
      bodyKind: "json",
      errorCode: "GROUP_NOT_FOUND",
      attempts: 1,
    });
    expect(answer.json).toMatchObject({ detail: "é" });
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it("with a malformed error code has no error code", async () => {
    for (const errorCode of [7, "two words", "x".repeat(500), { a: 1 }]) {
      const { send } = await begin(replying(400, "application/json", JSON.stringify({ errorCode })));
      expect((await send(requestOf())).errorCode).toBeUndefined();
    }
  });

  it("that redirects is returned, and nothing is sent to the new address", async () => {
    const elsewhere = await startRecordingServer(replying(200, "application/json", "{}"));
    closing.push(elsewhere.close);
    for (const status of [301, 302, 303, 307, 308]) {
      const { send } = await begin((_, response) => {
        response.writeHead(status, { location: `${elsewhere.url}/steal?token=1`, "set-cookie": "a=b" });
        response.end();
      });
      expect(await send(requestOf())).toMatchObject({ status, location: elsewhere.url });
    }
    expect(elsewhere.arrived).toEqual([]);
  });

  it("does not set a cookie", async () => {
    const { send, server } = await begin((_, response) => {
      response.writeHead(200, { "set-cookie": "session=1" });
      response.end();
    });
    await send(requestOf());
    await send(requestOf());
    expect(server.arrived[1]?.headers.cookie).toBeUndefined();
  });
});

describe("an endless response", () => {
  it("is aborted after 32 MB", async () => {
    const block = Buffer.alloc(1024 * 1024, " ");
    let sent = 0;
    const { send, server } = await begin(async (_, response) => {
      response.writeHead(200, { "content-type": "application/json" });
      const gone = once(response, "close");
      for (; sent < 200 && !response.destroyed; sent++) {
        if (!response.write(block)) await Promise.race([once(response, "drain"), gone]);
      }
    });
    await expect(send(requestOf())).rejects.toMatchObject({
      name: "UnreachableError",
      attempts: 1,
      message: expect.stringContaining("the response exceeds 32 MB (RESPONSE_TOO_LARGE)"),
    });
    expect(sent).toBeLessThan(100);
    expect(server.arrived).toHaveLength(1);
  });

  it("is aborted at the timeout of the attempt, also while data arrives", async () => {
    const drip: RequestHandler = (_, response) => {
      response.writeHead(200, { "content-type": "application/json" });
      const timer = setInterval(() => response.write(" "), 5);
      response.on("close", () => clearInterval(timer));
    };
    const { send } = await begin(drip, { requestTimeoutMs: 60 });
    const startedAt = performance.now();
    await expect(send(requestOf())).rejects.toMatchObject({ message: expect.stringContaining("TIMEOUT") });
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });

  it("with megabytes of headers is aborted at once", async () => {
    const send = await rawServer((socket) => {
      socket.write('HTTP/1.1 401 Unauthorized\r\nwww-authenticate: Digest realm="');
      const timer = setInterval(() => socket.write("x".repeat(100_000)), 1);
      socket.on("close", () => clearInterval(timer));
    });
    await expect(send(requestOf())).rejects.toMatchObject({
      attempts: 1,
      message: expect.stringContaining("headers of the response too large"),
    });
  });
});

describe("a server that violates HTTP", () => {
  it.each([
    ["speaks no HTTP", "SSH-2.0-OpenSSH_9.2\r\n", 1],
    ["breaks off in the middle of its body", "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{}", 6],
    [
      "says one length and sends another",
      "HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 9\r\n\r\n{}",
      6,
    ],
    ["closes without a word", "", 6],
  ])("and %s causes an error with the reason", async (_, bytes, attempts) => {
    const send = await rawServer((socket) => socket.end(bytes));
    await expect(send(requestOf())).rejects.toMatchObject({
      name: "UnreachableError",
      attempts,
      message: expect.stringMatching(
        /^Read API key organization \w+: no response from http:\/\/127.0.0.1:\d+ after /,
      ),
    });
  });

  it("or sends an informational response first gets through", async () => {
    const send = await rawServer((socket) => {
      socket.end(
        "HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\nHTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}",
      );
    });
    expect(await send(requestOf())).toMatchObject({ status: 200, json: {} });
  });
});
