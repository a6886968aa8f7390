import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startChild } from "../../testing/http/child";
import { startProxy } from "../../testing/http/proxy-server";
import { json, type RecordingServer, startRecordingServer } from "../../testing/http/recording-server";

const folder = mkdtempSync(join(tmpdir(), "atlas-access-tls-"));
const certificate = join(folder, "certificate.pem");
let server: RecordingServer;

beforeAll(async () => {
  const key = join(folder, "key.pem");
  const subject = [
    "-subj",
    "/CN=private authority",
    "-addext",
    "subjectAltName=DNS:localhost,DNS:atlas.example",
  ];
  const fresh = [
    "req",
    "-x509",
    "-newkey",
    "ec",
    "-pkeyopt",
    "ec_paramgen_curve:prime256v1",
    "-nodes",
    "-days",
    "2",
  ];
  execFileSync("openssl", [...fresh, ...subject, "-keyout", key, "-out", certificate], { stdio: "ignore" });
  const options = { key: readFileSync(key), cert: readFileSync(certificate) };
  server = await startRecordingServer(
    (_, response) => json(response, 200, {}),
    createServer(options) as never,
  );
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

const ask = (host: string, env: Record<string, string> = {}) =>
  startChild({
    MONGODB_ATLAS_ACCESS_TOKEN: "t0ken-of-the-tests",
    MONGODB_ATLAS_BASE_URL: `https://${host}:${server.port}`,
    ...env,
  });

describe("a private certificate authority", () => {
  it("in NODE_EXTRA_CA_CERTS is trusted", async () => {
    const { outcome } = await ask("localhost", { NODE_EXTRA_CA_CERTS: certificate });
    expect(outcome).toEqual({ status: 200, undici: [false, true] });
    expect(server.arrived).toHaveLength(1);
  });

  it("that is unknown is an error without a retry, with NODE_EXTRA_CA_CERTS in the hint", async () => {
    const { outcome } = await ask("localhost");
    expect(outcome.error).toMatch(
      /after 1 attempt in .*: the server's certificate is not trusted \(DEPTH_ZERO_SELF_SIGNED_CERT\)\. .*NODE_EXTRA_CA_CERTS/,
    );
  });

  it("does not make a certificate valid for another host", async () => {
    const { outcome } = await ask("127.0.0.1", { NODE_EXTRA_CA_CERTS: certificate });
    expect(outcome.error).toContain(
      "the server's certificate is for another host (ERR_TLS_CERT_ALTNAME_INVALID)",
    );
    expect(server.arrived).toHaveLength(1);
  });
});

describe("an https proxy", () => {
  it("from the environment tunnels requests, except for the hosts of NO_PROXY", async () => {
    const proxy = await startProxy(server.port);
    const env = {
      HTTPS_PROXY: proxy.host,
      HTTP_PROXY: "http://127.0.0.1:9",
      NODE_EXTRA_CA_CERTS: certificate,
    };
    expect((await ask("atlas.example", env)).outcome.status).toBe(200);
    expect(proxy.asked).toEqual([`atlas.example:${server.port}`]);
    expect((await ask("localhost", { ...env, NO_PROXY: "localhost" })).outcome.status).toBe(200);
    expect(proxy.asked).toHaveLength(1);
    await proxy.close();
  });
});

describe("a process", () => {
  it("without credentials does not load undici and sends nothing", async () => {
    await expect(startChild({ MONGODB_ATLAS_PUBLIC_KEY: "half" })).rejects.toThrow(
      /MONGODB_ATLAS_PRIVATE_KEY is not/,
    );
  });
});
