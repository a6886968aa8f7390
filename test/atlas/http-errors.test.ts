import { getOwnKey } from "../../provider/atlas/endpoints/api-root";
import { AtlasApiError } from "../../provider/atlas/errors";
import * as errors from "../../provider/index";
import { ProviderRuntime } from "../../provider/runtime/provider-runtime";
import { startRecordingServer } from "../../testing/http/recording-server";

const apiKey = { publicKey: "abcdefgh", privateKey: "a-private-key" };
const account = { clientId: "mdb_sa_id_1", clientSecret: "mdb_sa_sk_1" };

/** The error of a call with these credentials. */
async function errorOf(baseUrl: string, credentials: Record<string, string>): Promise<unknown> {
  const runtime = new ProviderRuntime({ sleep: async () => undefined });
  const config: Record<string, string> = { baseUrl, ...credentials };
  runtime.configure((key) => config[key]);
  try {
    return await runtime
      .context()
      .atlas.call(getOwnKey, { path: {} })
      .catch((error: unknown) => error);
  } finally {
    await runtime.close();
  }
}

test("a server that does not respond is an AtlasUnreachableError", async () => {
  const server = await startRecordingServer((_, response) => void response.destroy());
  await server.close();
  const error = await errorOf(server.url, apiKey);
  expect(error).toBeInstanceOf(errors.AtlasUnreachableError);
  expect(error).toMatchObject({ code: "ATLAS_UNREACHABLE", isAmbiguous: false, attempts: 6 });
  expect(error).toHaveProperty("cause.code", "ECONNREFUSED");
});

test("a Digest challenge that the client does not support is an AtlasReplyError", async () => {
  const server = await startRecordingServer((_, response) => {
    response.writeHead(401, { "www-authenticate": 'Digest realm="r", nonce="n", algorithm=SHA-512' }).end();
  });
  const error = await errorOf(server.url, apiKey);
  await server.close();
  expect(error).toBeInstanceOf(errors.AtlasReplyError);
  expect(server.arrived).toHaveLength(1);
});

test("rejected credentials of a service account are an AtlasApiError", async () => {
  const server = await startRecordingServer((_, response) => void response.writeHead(401).end());
  const error = await errorOf(server.url, account);
  await server.close();
  expect(error).toBeInstanceOf(errors.AtlasApiError);
  expect(error).toMatchObject({
    code: "ATLAS_API",
    kind: "credentials",
    problem: { status: 401, parameters: [] },
  });
  expect(server.arrived.map(({ path }) => path)).toEqual(["/api/oauth/token"]);
});

test("a rejected access token is named as such, without its text", async () => {
  const server = await startRecordingServer((_, response) => void response.writeHead(401).end());
  const error = (await errorOf(server.url, { accessToken: "eyJhbGciOiJub25lIn0.e30.expired" })) as Error;
  await server.close();
  expect(error).toMatchObject({ code: "ATLAS_API", kind: "credentials" });
  expect(error.message).toContain("Atlas did not accept the credentials (the access token)");
  expect(error.message).not.toContain("eyJ");
});

test("parameters of any type in an error response are searched for a text without a crash", () => {
  const problem = {
    operation: "Assign service account",
    target: "a",
    status: 409,
    errorCode: undefined,
    detail: undefined,
    parameters: [[JSON.parse('{"toString": null}')], null, "SERVICE_ACCOUNT_ALREADY_IN_GROUP"],
    kind: "unexpected",
  } as const;
  const error = new AtlasApiError("Assign service account: refused", problem);
  expect(error.mentions(/ALREADY_IN_GROUP/)).toBe(true);
  expect(error.mentions(/NOT_FOUND/)).toBe(false);
});
