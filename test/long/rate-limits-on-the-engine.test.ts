import { type Emulator, startEmulator } from "../../emulator";
import { mediaType, sendOAuth, sendUnsigned } from "../../testing/emulator/raw-client";
import { acme, serviceAccount, shop } from "../../testing/emulator/seed";
import { EngineHarness } from "../../testing/engine/engine-harness";

jest.setTimeout(1_800_000);

/** As many keys as an organization can have; the caller is a service account. */
const count = 500;

const program = `
const { OrgApiKey, ProjectApiKeyAssignment } = require("pulumi-atlas-access");
for (let n = 0; n < ${count}; n++) {
  const key = new OrgApiKey("key" + n, { orgId: "${acme}", description: "key " + n, roles: ["ORG_READ_ONLY"] });
  new ProjectApiKeyAssignment("grant" + n, { projectId: "${shop}", apiKeyId: key.apiKeyId, roles: ["GROUP_READ_ONLY"] });
}`;

let atlas: Emulator;
let engine: EngineHarness;
beforeAll(async () => {
  const account = { ...serviceAccount, name: "ci", roles: ["ORG_OWNER"] };
  const projects = [{ id: shop, name: "shop" }];
  atlas = await startEmulator({
    seed: { organizations: [{ id: acme, name: "Acme", projects, serviceAccounts: [account] }] },
    rateLimits: "real",
    maxLoggedRequests: 100_000,
  });
  const { clientId, clientSecret } = serviceAccount;
  engine = await EngineHarness.open({
    program,
    config: {
      "mongodbatlas:baseUrl": atlas.url,
      "mongodbatlas:clientId": clientId,
      "mongodbatlas:clientSecret": { secret: clientSecret },
    },
  });
}, 300_000);
afterAll(async () => {
  await engine?.close();
  await atlas?.close();
});

const refused = () => atlas.requests.filter(({ status }) => status === 429).length;
const options = { timeoutMs: 900_000 };

/** Another client of the organization has just used all 500 requests of the bucket for its keys. */
async function useUpTheBucket() {
  const { clientId, clientSecret } = serviceAccount;
  const grant = "grant_type=client_credentials";
  const { json } = await sendOAuth(atlas.url, "token", clientId, clientSecret, grant);
  const headers = { authorization: `Bearer ${json.access_token}` };
  for (let left = 1; left > 0; ) {
    const answer = await sendUnsigned("GET", `${atlas.url}/api/atlas/v2/orgs/${acme}/apiKeys`, {
      accept: mediaType,
      headers,
    });
    left = Number(answer.headers["ratelimit-remaining"] ?? 0);
  }
  atlas.clearRequests();
}

test("500 keys and 500 assignments are created and refreshed by the real engine under the documented rate limits", async () => {
  await useUpTheBucket();
  const up = await engine.up([], options);
  expect(up.stdout).toContain("+ 1001 created");
  expect(up.stdout).not.toContain("error:");
  const { apiKeys = [] } = atlas.store.organization(acme) ?? {};
  expect(apiKeys.filter(({ roles = [] }) => roles.some(({ groupId }) => groupId === shop))).toHaveLength(
    count,
  );
  // They waited until the bucket was refilled, each within the time limit of one call.
  expect(refused()).toBeGreaterThan(0);
  const refresh = await engine.refresh(["--expect-no-changes"], options);
  expect(refresh.stdout).toMatch(/\b1001 unchanged/);
  console.log(
    `up ${up.ms} ms, refresh ${refresh.ms} ms, ${atlas.requests.length} requests, ${refused()} refused`,
  );
});
