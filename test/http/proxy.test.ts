import { createHttpClient } from "../../provider/http/client";
import { startProxy } from "../../testing/http/proxy-server";
import { json, startRecordingServer } from "../../testing/http/recording-server";
import { bearer, fakeTime, requestOf, settingsFor } from "../../testing/http/requests";

const closing: Array<() => Promise<void>> = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function begin(
  baseUrl: string | undefined,
  proxyUrl: (host: string) => string,
  noProxy = "",
  refusal?: number,
) {
  const server = await startRecordingServer((_, response) => json(response, 200, {}));
  const proxy = await startProxy(server.port, refusal);
  closing.push(proxy.close);
  const address = proxyUrl(proxy.host);
  const proxies = { httpProxy: address, httpsProxy: undefined, noProxy };
  const settings = settingsFor(baseUrl ?? server.url, { credentials: bearer, proxies });
  const client = createHttpClient(settings, fakeTime().hooks);
  closing.push(client.close, server.close);
  return { server, proxy, send: client.send };
}

describe("a proxy", () => {
  it("receives the host name and its own password, but no Atlas credentials", async () => {
    const { server, proxy, send } = await begin("http://atlas.example", (host) => `http://me:p%40ss@${host}`);
    expect((await send(requestOf())).status).toBe(200);
    expect(proxy.asked).toEqual(["atlas.example:80"]);
    expect(proxy.authorizations).toEqual([`Basic ${Buffer.from("me:p@ss").toString("base64")}`]);
    expect(server.arrived[0]?.headers).toMatchObject({
      host: "atlas.example",
      authorization: "Bearer t0ken-of-the-tests",
    });
    expect(server.arrived[0]?.headers["proxy-authorization"]).toBeUndefined();
  });

  it("is not used for the hosts of NO_PROXY", async () => {
    for (const noProxy of ["127.0.0.1", "other.example, 127.0.0.1", "*"]) {
      const { proxy, send } = await begin(undefined, (host) => `http://${host}`, noProxy);
      expect((await send(requestOf())).status).toBe(200);
      expect(proxy.asked).toEqual([]);
    }
  });

  it("that rejects the tunnel is named in the error, and nothing is sent", async () => {
    for (const [refusal, attempts] of [
      [403, 1],
      [407, 1],
      [502, 6],
    ] as const) {
      const { server, send } = await begin(
        "http://atlas.example",
        (host) => `http://me:s3cret@${host}`,
        "",
        refusal,
      );
      const error = await send(requestOf({ method: "POST", body: {} })).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ name: "UnreachableError", isAmbiguous: false, attempts });
      expect(String(error)).toContain(`the proxy refused the tunnel with ${refusal} (PROXY_REFUSED)`);
      expect(String(error)).not.toContain("s3cret");
      expect(server.arrived).toEqual([]);
    }
  });

  it("for http is not used for https", async () => {
    const proxy = await startProxy(9);
    closing.push(proxy.close);
    const proxies = { httpProxy: `http://${proxy.host}`, httpsProxy: undefined, noProxy: undefined };
    const client = createHttpClient(
      settingsFor("https://127.0.0.1:9", { credentials: bearer, proxies }),
      fakeTime().hooks,
    );
    await expect(client.send(requestOf())).rejects.toMatchObject({
      message: expect.stringContaining("ECONNREFUSED"),
    });
    expect(proxy.asked).toEqual([]);
  });
});
