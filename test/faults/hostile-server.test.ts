import { randomBytes } from "node:crypto";
import type { Properties } from "../../provider/core/definition";
import { dynamicProvider } from "../../provider/host/dynamic/provider";
import { ProviderRuntime } from "../../provider/runtime/provider-runtime";
import { serviceAccount } from "../../testing/emulator/seed";
import { operations, ownerConfig } from "../../testing/faults/operations";
import { type RequestHandler, startRecordingServer } from "../../testing/http/recording-server";

jest.setTimeout(60_000);

const send =
  (status: number, body: string | Buffer, headers: Record<string, string | number> = {}): RequestHandler =>
  (_, response) => {
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(body);
  };
const block = Buffer.alloc(1024 * 1024, " ");

/** Writes until the client closes the connection, or this number of blocks. */
const pour =
  (piece: Buffer | string, everyMs: number, blocks = Number.POSITIVE_INFINITY): RequestHandler =>
  (_, response) => {
    response.writeHead(200, { "content-type": "application/json" });
    let sent = 0;
    const timer = setInterval(() => {
      if (sent++ < blocks) response.write(piece);
      else response.end();
    }, everyMs);
    response.on("close", () => clearInterval(timer));
  };

/** Servers with arbitrary responses. */
const servers: Readonly<Record<string, RequestHandler>> = {
  "random bytes": (...args) => send(200, randomBytes(5_000))(...args),
  "JSON of another shape": send(200, '[{"results":7},null,"x",{"id":{"id":[]}}]'),
  "lists of nothing that fits": send(200, '{"results":[null,7,"x",{},{"id":5}],"totalCount":-3}'),
  "JSON nested deeply": send(200, `{"results":${"[".repeat(50_000)}${"]".repeat(50_000)}}`),
  "100 MB": pour(block, 1, 100),
  "an answer without an end": pour(" ", 5),
  "no answer": () => undefined,
  "another host": send(307, "", { location: "http://elsewhere.invalid/?privateKey=1" }),
  cookies: send(200, '{"results":{}}', { "set-cookie": "a=b; Domain=invalid" }),
  "fewer bytes than it says": (_, response) => {
    response.writeHead(200, { "content-type": "application/json", "content-length": 5_000 });
    response.write('{"results":[', () => response.socket?.destroy());
  },
  "invalid UTF-8": send(
    200,
    Buffer.concat([Buffer.from('{"name":"'), Buffer.from([0xff, 0xc0]), Buffer.from('"}')]),
  ),
  "names that objects inherit": send(
    200,
    '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"results":[{"__proto__":{"id":"x"}}]}',
  ),
  "an error of its own kind": send(
    400,
    '{"errorCode":"__proto__","detail":{"toString":1},"parameters":{"a":1}}',
  ),
  "challenges without an end": send(401, "{}", {
    "www-authenticate": 'Digest realm="a", nonce="b", qop="auth"',
  }),
};

const accountConfig = { clientId: serviceAccount.clientId, clientSecret: serviceAccount.clientSecret };
const resources = operations().filter(({ name }) => name === "create");
const keyId = "5f00000000000000000000b2";

async function tried(work: () => Promise<unknown>): Promise<string> {
  try {
    await work();
    return "";
  } catch (error) {
    return (error as Error).message;
  }
}

describe.each([
  ["an API key", ownerConfig],
  ["a service account", accountConfig],
])("with %s, a server that answers", (_, credentials) => {
  test.each(Object.keys(servers))(
    "%s leads to one clear sentence, soon, for every resource",
    async (name) => {
      const server = await startRecordingServer(servers[name] as RequestHandler);
      const clock = { ms: Date.now() };
      const session = new ProviderRuntime({
        log: { write: () => undefined, flush: async () => undefined },
        now: () => clock.ms,
        sleep: async (delayMs) => {
          clock.ms += delayMs;
        },
      });
      const config: Record<string, string> = {
        baseUrl: server.url,
        requestTimeoutSeconds: "0.1",
        retryBudgetSeconds: "1",
        ...credentials,
      };
      session.configure((key) => config[key.replace("mongodbatlas:", "")]);
      const startedAt = performance.now();
      const memory = process.memoryUsage().rss;
      try {
        for (const { definition, wanted } of resources) {
          const provider = dynamicProvider(definition, session);
          const state: Properties = {
            orgId: "5f0000000000000000000001",
            apiKeyId: keyId,
            clientId: serviceAccount.clientId,
            secretId: keyId,
            ...wanted,
          };
          const id = definition.identity.format(state as Record<string, string>);
          const messages = [
            await tried(() => provider.read(id, state)),
            await tried(() => provider.create({ ...wanted })),
          ];
          // The request that creates an assignment has a response without a body, so any success status counts.
          if (definition.name === "ProjectApiKeyAssignment" && messages[1] === "") messages.pop();
          for (const message of messages) {
            expect(message).not.toBe("");
            // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
            expect(message).not.toMatch(/[\u0000-\u001f\u007f]|is a defect of/);
            expect(message.length).toBeLessThan(2_000);
          }
        }
      } finally {
        await session.close();
        await server.close();
      }
      expect(performance.now() - startedAt).toBeLessThan(20_000);
      expect(process.memoryUsage().rss - memory).toBeLessThan(600e6);
      expect(({} as Properties).polluted).toBeUndefined();
      for (const { headers } of server.arrived) expect(headers.cookie).toBeUndefined();
    },
  );
});
