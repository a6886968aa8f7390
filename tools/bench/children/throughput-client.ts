/** Measures requests per second of the clients against the server of its argument; prints the medians as JSON. */
import { join } from "node:path";
import { Pool } from "undici";
import type { ClientCredentials } from "../../../provider/http/settings";
import { median } from "../medians";

const inFlight = 32;
const requests = 6_000;
const rounds = 5;
const path = { orgId: "5f0000000000000000000001", apiKeyId: "5e0000000000000000000001" };
const [, , url = ""] = process.argv;

/** The build, as users run it. */
const dist = join(__dirname, "../../../dist/provider");
const { createSend } = require(join(dist, "http/stack")) as typeof import("../../../provider/http/stack");
const { AtlasClient } = require(
  join(dist, "atlas/client"),
) as typeof import("../../../provider/atlas/client");
const { apis } = require(join(dist, "atlas/apis")) as typeof import("../../../provider/atlas/apis");
const { getOrgApiKey } = require(join(dist, "atlas/keys")) as typeof import("../../../provider/atlas/keys");

function ours(credentials: ClientCredentials): () => Promise<unknown> {
  const { send } = createSend({
    baseUrl: url,
    credentials,
    requestTimeoutMs: 60_000,
    retryBudgetMs: 300_000,
    trace: undefined,
    proxies: { httpProxy: undefined, httpsProxy: undefined, noProxy: undefined },
  });
  const client = new AtlasClient(send, "benchmark", apis.atlas);
  return () => client.call(getOrgApiKey, { path });
}

const pool = new Pool(url, { connections: inFlight });
const bare = async () => {
  const { body } = await pool.request({
    method: "GET",
    path: `/api/atlas/v2/orgs/${path.orgId}/apiKeys/${path.apiKeyId}`,
    headers: { accept: "application/vnd.atlas.2023-01-01+json", "x-bare": "1" },
  });
  return body.json();
};

async function perSecond(get: () => Promise<unknown>): Promise<number> {
  let left = requests;
  const started = performance.now();
  const worker = async () => {
    while (left-- > 0) await get();
  };
  await Promise.all(Array.from({ length: inFlight }, worker));
  return (requests * 1000) / (performance.now() - started);
}

async function main(): Promise<void> {
  const clients = {
    bare,
    digest: ours({ kind: "api-key", publicKey: "abcdefgh", privateKey: "benchmark" }),
    oauth: ours({ kind: "service-account", clientId: "benchmark", clientSecret: "benchmark" }),
  };
  const found: Record<string, number[]> = {};
  for (let round = 0; round <= rounds; round++) {
    for (const [name, get] of Object.entries(clients)) {
      const rate = await perSecond(get);
      // In the first round everything is compiled.
      if (round > 0) found[name] = [...(found[name] ?? []), rate];
    }
  }
  console.log(JSON.stringify(Object.fromEntries(Object.entries(found).map(([n, v]) => [n, median(v)]))));
  process.exit();
}

void main();
