import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { DoctorReport } from "../../cli/doctor/report";
import { startEmulator } from "../../emulator";
import { getOwnKey } from "../../provider/atlas/endpoints/api-root";
import { ProviderRuntime } from "../../provider/runtime/provider-runtime";
import { account, keyOf, owner, useDoctorHarness } from "../../testing/cli/doctor-harness";
import { acme, callers, foreign, globex, seed, serviceAccount, shop } from "../../testing/emulator/seed";

const harness = useDoctorHarness();

test("with credentials from the environment it reports caller, roles, organization, keys and rate limits with GET requests alone", async () => {
  const { code, of, levels } = await harness.findings(owner);
  expect(code).toBe(0);
  expect(Object.values(levels)).not.toContain("warn");
  expect(of("credentials").facts).toMatchObject({ kind: "api-key", name: "ownerkey", source: "environment" });
  expect(of("caller").facts).toMatchObject({
    apiKeyId: callers.owner.id,
    organizations: [{ orgId: acme, name: "Acme" }],
  });
  expect(of("roles").facts).toEqual({ roles: ["ORG_OWNER"], projectRoles: [] });
  const projects = of("organization").facts?.projects;
  expect(projects).toEqual(expect.arrayContaining([{ projectId: shop, name: "shop" }]));
  expect(of("keys").facts).toEqual({ used: 4, limit: 500 });
  const names = "Organization API Keys";
  expect(of("rate limits").facts?.buckets).toContainEqual(
    expect.objectContaining({ name: names, capacity: 500, remaining: 499, refill: 250, refillSeconds: 60 }),
  );
  expect(new Set(harness.atlas.requests.map(({ method }) => method))).toEqual(new Set(["GET"]));
});

test("a service account reads its own roles; the token requests are the only ones that are not GET", async () => {
  const { code, of } = await harness.findings(account);
  expect(code).toBe(0);
  expect(of("roles").facts).toMatchObject({ roles: ["ORG_OWNER"] });
  const others = harness.atlas.requests.filter(({ method }) => method !== "GET").map(({ path }) => path);
  expect(others).toEqual(["/api/oauth/token", "/api/oauth/revoke"]);
});

test("for an access token the organizations are listed, and the roles are unknown", async () => {
  const sign = Buffer.from(`${serviceAccount.clientId}:${serviceAccount.clientSecret}`).toString("base64");
  const answer = await fetch(`${harness.atlas.url}/api/oauth/token`, {
    method: "POST",
    headers: { authorization: `Basic ${sign}`, "content-type": "application/x-www-form-urlencoded" },
    body: "grant_type=client_credentials",
  });
  const { access_token: token } = (await answer.json()) as { access_token: string };
  const { code, of, stdout } = await harness.findings({ MONGODB_ATLAS_ACCESS_TOKEN: token });
  expect(code).toBe(0);
  expect(of("caller").facts).toMatchObject({ kind: "token", organizations: [{ orgId: acme }] });
  expect(of("roles")).toMatchObject({ level: "skip", summary: "Atlas does not show the roles of a token" });
  expect(stdout).not.toContain(token);
});

test("a key without ORG_OWNER is a warning that lists what an up cannot do", async () => {
  const { code, of } = await harness.findings(keyOf(callers.reader));
  expect(code).toBe(0);
  expect(of("roles")).toMatchObject({
    level: "warn",
    advice: expect.stringContaining("needs ORG_OWNER"),
    facts: { roles: ["ORG_READ_ONLY"] },
  });
});

test("an organization of Cloud Manager is checked, except its rate limits", async () => {
  harness.atlas.store.edit(({ organizations }) => {
    for (const organization of organizations) {
      organization.product = "cloud-manager";
      for (const project of organization.projects ?? []) project.product = "cloud-manager";
    }
  });
  const { code, of } = await harness.findings({ ...owner, MONGODB_ATLAS_API: "cloud-manager" });
  expect(code).toBe(0);
  expect(of("settings").facts).toMatchObject({ api: "cloud-manager" });
  expect(of("roles").facts).toMatchObject({ roles: ["ORG_OWNER"] });
  expect(of("rate limits")).toMatchObject({
    level: "skip",
    summary: "Cloud Manager does not report rate limits",
  });
});
test("a nearly exhausted rate limit is a warning with the remaining requests", async () => {
  const limited = await startEmulator({ seed: seed(), rateLimits: "real" });
  const session = new ProviderRuntime({ log: { write: () => undefined, flush: async () => undefined } });
  const settings: Record<string, string> = { baseUrl: limited.url, ...callers.owner };
  session.configure((key) => settings[key]);
  for (let call = 0; call < 280; call++) await session.context().atlas.call(getOwnKey, { path: {} });
  await session.close();

  const { code, of } = await harness.findings({ ...owner, MONGODB_ATLAS_BASE_URL: limited.url });

  await limited.close();
  expect({ code, found: of("rate limits") }).toMatchObject({ code: 0, found: { level: "warn" } });
  expect(of("rate limits").facts?.buckets).toContainEqual(
    expect.objectContaining({ name: "Root", capacity: 300, remaining: 19 }),
  );
});

test("a response with status 429 is a warning, and the request is repeated", async () => {
  harness.atlas.fail("getSystemStatus", 429);
  const { code, of } = await harness.findings(owner);
  expect({ code, caller: of("caller").level, limits: of("rate limits").level }).toEqual({
    code: 0,
    caller: "ok",
    limits: "warn",
  });
});

test("an organization with 500 keys is an error", async () => {
  harness.atlas.store.edit(({ organizations: [first] }) => {
    for (let at = 0; first?.apiKeys !== undefined && first.apiKeys.length < 500; at++)
      first.apiKeys.push({ desc: `key ${at}`, roles: [{ orgId: acme, roleName: "ORG_MEMBER" }] });
  });
  const { code, of } = await harness.findings(owner);
  expect({ code, found: of("keys") }).toMatchObject({
    code: 1,
    found: { level: "error", facts: { used: 500, limit: 500 } },
  });
});

test("the keys that are left are counted, with the page about service accounts", async () => {
  expect((await harness.findings(owner)).of("keys").details).toEqual([
    "4 API keys are left; how to move to service accounts: docs/guides/moving-to-service-accounts.md",
  ]);
});

const dayMs = 86_400_000;
const inDays = (days: number) => new Date(Math.round(Date.now() / 1000) * 1000 + days * dayMs).toISOString();

/** Replaces the secrets of the seed's service account. */
function setSecrets(...secrets: { id: string; expiresAt: string; lastUsedAt?: string }[]): void {
  harness.atlas.store.edit(({ organizations: [first] }) => {
    const [ci] = first?.serviceAccounts ?? [];
    if (ci === undefined) throw new Error("The seed has a service account");
    delete ci.clientSecret;
    ci.secrets = secrets.map((secret, at) => ({ ...secret, secret: `mdb_sa_sk_${"s".repeat(39)}${at}` }));
  });
}

test("all secrets of the organization are listed with expiry and last use, never with a value", async () => {
  const [one, other] = [shop.replace("10", "e1"), shop.replace("10", "e2")];
  setSecrets(
    { id: one, expiresAt: inDays(300) },
    { id: other, expiresAt: inDays(30), lastUsedAt: inDays(-1) },
  );
  const { code, stdout, of } = await harness.findings(owner);
  const found = of("secrets");
  expect({ code, level: found.level }).toEqual({ code: 0, level: "ok" });
  expect(found.summary).toMatch(/^2 secrets of 3 service accounts; the next expires 20\S+Z$/);
  const { clientId } = serviceAccount;
  expect(found.facts).toMatchObject({
    serviceAccounts: 3,
    secrets: [
      { clientId, name: "ci", secretId: other, expiry: "later", lastUsedAt: expect.stringMatching(/Z$/) },
      { clientId, name: "ci", secretId: one, expiry: "later" },
    ],
  });
  expect(found.details?.[1]).toMatch(/: secret 5f0*e1 expires 20\S+Z, never used$/);
  expect(stdout).not.toContain("mdb_sa_sk_");
});

test("a secret that expired or that expires within a week is a warning", async () => {
  setSecrets({ id: shop.replace("10", "e1"), expiresAt: inDays(6) });
  expect((await harness.findings(owner)).of("secrets")).toMatchObject({
    level: "warn",
    advice: expect.stringContaining("docs/guides/service-accounts.md"),
    facts: { secrets: [{ expiry: "soon" }] },
  });
  setSecrets({ id: shop.replace("10", "e1"), expiresAt: inDays(-1) });
  const { of } = await harness.findings(owner);
  expect(of("secrets")).toMatchObject({ level: "warn", summary: "1 secret of 3 service accounts" });
});

test("the check of secrets is skipped for a caller that cannot list service accounts", async () => {
  harness.atlas.store.edit(({ organizations: [first] }) => {
    const reader = first?.apiKeys?.find(({ desc }) => desc === "reader");
    if (reader) reader.roles = [{ orgId: acme, roleName: "ORG_MEMBER" }];
  });
  expect((await harness.findings(keyOf(callers.reader))).of("secrets")).toMatchObject({
    level: "skip",
    summary: "these credentials cannot list service accounts, which needs Organization Read Only",
  });
});

test("profiles are listed by name, and --profile checks one of them", async () => {
  const env = {
    ...keyOf({ publicKey: "nobodyat", privateKey: "all" }),
    MONGODB_ATLAS_PROFILE_ACME_PUBLIC_API_KEY: callers.owner.publicKey,
    MONGODB_ATLAS_PROFILE_ACME_PRIVATE_API_KEY: callers.owner.privateKey,
    MONGODB_ATLAS_PROFILE_GLOBEX_PUBLIC_API_KEY: callers.stranger.publicKey,
    MONGODB_ATLAS_PROFILE_GLOBEX_PRIVATE_API_KEY: callers.stranger.privateKey,
  };
  const none = await harness.findings(env);
  expect(none.of("profiles").summary).toBe("acme (environment), globex (environment)");
  expect(none.levels).toMatchObject({ caller: "error" });
  const one = await harness.findings(env, ["--profile", "globex"]);
  expect(one.code).toBe(0);
  expect(one.of("organization").facts).toMatchObject({ orgId: globex, projects: [{ projectId: foreign }] });
  const wrong = await harness.findings(env, ["--profile", "globix"]);
  expect(wrong.of("credentials")).toMatchObject({
    level: "error",
    summary: expect.stringContaining('"globex"?'),
  });
});

test("no output contains a secret", async () => {
  for (const env of [owner, account, { ...owner, MONGODB_ATLAS_PUBLIC_API_KEY: "wrong" }])
    for (const flags of [[], ["--json"]]) {
      const { stdout, stderr } = await harness.run(flags, env);
      for (const secret of [callers.owner.privateKey, serviceAccount.clientSecret])
        expect(stdout + stderr).not.toContain(secret);
    }
});

test("docs/reference/doctor.md explains every check and every fact of a check", async () => {
  const page = readFileSync(join(__dirname, "../../docs/reference/doctor.md"), "utf8");
  const { stdout } = await harness.findings(owner);
  for (const { check, facts = {} } of (JSON.parse(stdout) as DoctorReport).findings) {
    const explained = page.split("\n").filter((line) => line.startsWith(`| \`${check}\``));
    expect(explained).toHaveLength(2);
    for (const fact of Object.keys(facts)) expect(explained.join("\n")).toContain(`\`${fact}\``);
  }
});
