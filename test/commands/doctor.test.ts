import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { DoctorReport } from "../../cli/doctor/report";
import { startEmulator } from "../../emulator";
import { getOwnKey } from "../../provider/atlas/endpoints/api-root";
import { ProviderRuntime } from "../../provider/runtime/provider-runtime";
import { account, keyOf, owner, useDoctorLab } from "../../testing/cli/doctor-harness";
import { acme, callers, foreign, globex, seed, serviceAccount, shop } from "../../testing/emulator/seed";

const lab = useDoctorLab();

test("with credentials of the environment alone it tells caller, roles, organization, keys and rate limits, by GETs", async () => {
  const { code, of, levels } = await lab.findings(owner);
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
  expect(new Set(lab.atlas.requests.map(({ method }) => method))).toEqual(new Set(["GET"]));
});

test("a service account reads its own roles; its token is fetched and revoked, and all else is GETs", async () => {
  const { code, of } = await lab.findings(account);
  expect(code).toBe(0);
  expect(of("roles").facts).toMatchObject({ roles: ["ORG_OWNER"] });
  const others = lab.atlas.requests.filter(({ method }) => method !== "GET").map(({ path }) => path);
  expect(others).toEqual(["/api/oauth/token", "/api/oauth/revoke"]);
});

test("an access token tells its organizations; its roles are said to be unknown", async () => {
  const sign = Buffer.from(`${serviceAccount.clientId}:${serviceAccount.clientSecret}`).toString("base64");
  const answer = await fetch(`${lab.atlas.url}/api/oauth/token`, {
    method: "POST",
    headers: { authorization: `Basic ${sign}`, "content-type": "application/x-www-form-urlencoded" },
    body: "grant_type=client_credentials",
  });
  const { access_token: token } = (await answer.json()) as { access_token: string };
  const { code, of, stdout } = await lab.findings({ MONGODB_ATLAS_ACCESS_TOKEN: token });
  expect(code).toBe(0);
  expect(of("caller").facts).toMatchObject({ kind: "token", organizations: [{ orgId: acme }] });
  expect(of("roles")).toMatchObject({ level: "skip", summary: "Atlas does not tell the roles of a token" });
  expect(stdout).not.toContain(token);
});

test("a key without ORG_OWNER is a warning that says what an up may not do", async () => {
  const { code, of } = await lab.findings(keyOf(callers.reader));
  expect(code).toBe(0);
  expect(of("roles")).toMatchObject({
    level: "warn",
    advice: expect.stringContaining("needs ORG_OWNER"),
    facts: { roles: ["ORG_READ_ONLY"] },
  });
});

test("an organization of Cloud Manager is told about, but for its rate limits", async () => {
  lab.atlas.store.edit(({ organizations }) => {
    for (const organization of organizations) {
      organization.product = "cloud-manager";
      for (const project of organization.projects ?? []) project.product = "cloud-manager";
    }
  });
  const { code, of } = await lab.findings({ ...owner, MONGODB_ATLAS_API: "cloud-manager" });
  expect(code).toBe(0);
  expect(of("settings").facts).toMatchObject({ api: "cloud-manager" });
  expect(of("roles").facts).toMatchObject({ roles: ["ORG_OWNER"] });
  expect(of("rate limits")).toMatchObject({ level: "skip", summary: "Cloud Manager tells no rate limits" });
});
test("a bucket that is nearly empty is a warning that says how much is left", async () => {
  const limited = await startEmulator({ seed: seed(), rateLimits: "real" });
  const session = new ProviderRuntime({ log: { write: () => undefined, flush: async () => undefined } });
  const settings: Record<string, string> = { baseUrl: limited.url, ...callers.owner };
  session.configure((key) => settings[key]);
  for (let call = 0; call < 280; call++) await session.context().atlas.call(getOwnKey, { path: {} });
  await session.close();

  const { code, of } = await lab.findings({ ...owner, MONGODB_ATLAS_BASE_URL: limited.url });

  await limited.close();
  expect({ code, found: of("rate limits") }).toMatchObject({ code: 0, found: { level: "warn" } });
  expect(of("rate limits").facts?.buckets).toContainEqual(
    expect.objectContaining({ name: "Root", capacity: 300, remaining: 19 }),
  );
});

test("an answer that says 429 is a warning too, and the question is asked again", async () => {
  lab.atlas.fail("getSystemStatus", 429);
  const { code, of } = await lab.findings(owner);
  expect({ code, caller: of("caller").level, limits: of("rate limits").level }).toEqual({
    code: 0,
    caller: "ok",
    limits: "warn",
  });
});

test("an organization with all of its 500 keys is told of", async () => {
  lab.atlas.store.edit(({ organizations: [first] }) => {
    for (let at = 0; first?.apiKeys !== undefined && first.apiKeys.length < 500; at++)
      first.apiKeys.push({ desc: `key ${at}`, roles: [{ orgId: acme, roleName: "ORG_MEMBER" }] });
  });
  const { code, of } = await lab.findings(owner);
  expect({ code, found: of("keys") }).toMatchObject({
    code: 1,
    found: { level: "stop", facts: { used: 500, limit: 500 } },
  });
});

test("profiles are found by name, and one of them is looked at when it is named", async () => {
  const env = {
    ...keyOf({ publicKey: "nobodyat", privateKey: "all" }),
    MONGODB_ATLAS_PROFILE_ACME_PUBLIC_API_KEY: callers.owner.publicKey,
    MONGODB_ATLAS_PROFILE_ACME_PRIVATE_API_KEY: callers.owner.privateKey,
    MONGODB_ATLAS_PROFILE_GLOBEX_PUBLIC_API_KEY: callers.stranger.publicKey,
    MONGODB_ATLAS_PROFILE_GLOBEX_PRIVATE_API_KEY: callers.stranger.privateKey,
  };
  const none = await lab.findings(env);
  expect(none.of("profiles").summary).toBe("acme (environment), globex (environment)");
  expect(none.levels).toMatchObject({ caller: "stop" });
  const one = await lab.findings(env, ["--profile", "globex"]);
  expect(one.code).toBe(0);
  expect(one.of("organization").facts).toMatchObject({ orgId: globex, projects: [{ projectId: foreign }] });
  const wrong = await lab.findings(env, ["--profile", "globix"]);
  expect(wrong.of("credentials")).toMatchObject({
    level: "stop",
    summary: expect.stringContaining('"globex"?'),
  });
});

test("nothing that it prints holds a secret", async () => {
  for (const env of [owner, account, { ...owner, MONGODB_ATLAS_PUBLIC_API_KEY: "wrong" }])
    for (const flags of [[], ["--json"]]) {
      const { stdout, stderr } = await lab.run(flags, env);
      for (const secret of [callers.owner.privateKey, serviceAccount.clientSecret])
        expect(stdout + stderr).not.toContain(secret);
    }
});

test("docs/reference/doctor.md explains every check, and every fact that a check tells", async () => {
  const page = readFileSync(join(__dirname, "../../docs/reference/doctor.md"), "utf8");
  const { stdout } = await lab.findings(owner);
  for (const { check, facts = {} } of (JSON.parse(stdout) as DoctorReport).findings) {
    const explained = page.split("\n").filter((line) => line.startsWith(`| \`${check}\``));
    expect(explained).toHaveLength(2);
    for (const fact of Object.keys(facts)) expect(explained.join("\n")).toContain(`\`${fact}\``);
  }
});
