import { inspect } from "node:util";
import { createHttpClient } from "../../provider/http/client";
import type { ClientCredentials, ClientSettings } from "../../provider/http/settings";
import { json, type RequestHandler, startRecordingServer } from "../../testing/http/recording-server";
import { fakeTime, requestOf, settingsFor } from "../../testing/http/requests";
import { SecretSearch } from "../../testing/secrets/secret-search";

const secret = "s3cret-0f-the-tests";
const credentials: readonly ClientCredentials[] = [
  { kind: "token", accessToken: secret },
  { kind: "api-key", publicKey: "abcdefgh", privateKey: secret },
  { kind: "service-account", clientId: "mdb_sa_id_0", clientSecret: secret },
];

/** All the ways in which a server can fail; each response quotes the request. */
const faults: Record<string, RequestHandler> = {
  reset: (_, response) => void response.socket?.destroy(),
  "reset in the body": ({ headers }, response) => {
    response.writeHead(200, { "content-type": "application/json", "content-length": "999" });
    response.write(JSON.stringify(headers), () => response.socket?.destroy());
  },
  silence: () => undefined,
  "a hostile challenge": (_, response) =>
    json(response, 401, {}, { "www-authenticate": `Digest realm="${secret}"` }),
  "an echo": ({ headers, body }, response) =>
    json(response, 403, { error: secret, detail: { headers, body } }),
  "an echo as token": (_, response) => json(response, 200, { access_token: `${secret} ${secret}` }),
  redirect: (_, response) => {
    response.writeHead(302, { location: `https://${secret}:${secret}@elsewhere.example/${secret}` });
    response.end();
  },
};

const search = new SecretSearch({ secret });

function everythingIn(error: unknown): string {
  const parts = [inspect(error, { depth: Infinity, showHidden: true, getters: true }), JSON.stringify(error)];
  for (let at: unknown = error; at instanceof Error; at = at.cause) parts.push(at.message, at.stack ?? "");
  return parts.join("\n");
}

describe("an error", () => {
  it.each(Object.keys(faults))("after %s contains no secret in any encoding", async (name) => {
    const server = await startRecordingServer(faults[name] as RequestHandler);
    const changes: Partial<ClientSettings> = {
      requestTimeoutMs: 30,
      proxies: { httpProxy: undefined, httpsProxy: `http://u:${secret}@x`, noProxy: undefined },
    };
    let errors = 0;
    for (const each of credentials) {
      const client = createHttpClient(
        settingsFor(server.url, { ...changes, credentials: each }),
        fakeTime().hooks,
      );
      const body = { privateKey: secret };
      const error = await client.send(requestOf({ method: "PATCH", body })).then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
      if (error !== undefined) {
        errors += 1;
        expect(search.found(everythingIn(error))).toEqual([]);
      }
    }
    expect(errors).toBeGreaterThan(0);
    await server.close();
  });

  it("with a secret is found by this search", () => {
    const leaky = new Error("outer", {
      cause: Object.assign(new Error("inner"), { headers: { a: [{ b: [{ c: secret }] }] } }),
    });
    expect(search.found(everythingIn(leaky))).toEqual(["secret"]);
  });
});
