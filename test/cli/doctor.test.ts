import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DoctorReport, Finding } from "../../cli/doctor/report";
import { type Emulator, startEmulator } from "../../emulator";
import { acme, callers, foreign, globex, seed, serviceAccount, shop } from "../support/world";

const root = join(__dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "atlas-access-doctor-"));
let atlas: Emulator;

beforeAll(async () => {
  // An engine that says a version and knows no stack: what this file is about begins behind it.
  writeFileSync(join(folder, "pulumi"), "#!/bin/sh\necho v3.232.0\n", { mode: 0o755 });
  atlas = await startEmulator({ seed: seed() });
});
beforeEach(() => {
  atlas.store.replace(seed());
  atlas.clearFaults();
  atlas.clearRequests();
});
afterAll(async () => {
  await atlas.close();
  rmSync(folder, { recursive: true });
});

const keyOf = ({ publicKey, privateKey }: { publicKey: string; privateKey: string }) => ({
  MONGODB_ATLAS_PUBLIC_API_KEY: publicKey,
  MONGODB_ATLAS_PRIVATE_API_KEY: privateKey,
});
const owner = keyOf(callers.owner);
const account = {
  MONGODB_ATLAS_CLIENT_ID: serviceAccount.clientId,
  MONGODB_ATLAS_CLIENT_SECRET: serviceAccount.clientSecret,
};

/** Runs the command as it is built, in a folder without a project, with nothing in its environment but what is given. */
async function run(flags: readonly string[], env: Record<string, string>) {
  const args = [join(root, "dist/cli/main.js"), "doctor", "--cwd", folder, ...flags];
  const all = { PATH: folder, MONGODB_ATLAS_BASE_URL: atlas.url, ...env };
  const startedAt = Date.now();
  const child = spawn(process.execPath, args, { env: all });
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (text) => (stdout += text));
  child.stderr.on("data", (text) => (stderr += text));
  const code = await new Promise((resolve) => child.on("close", resolve));
  return { code, stdout, stderr, tookMs: Date.now() - startedAt };
}

/** The same with --json: what each check found, by its name. */
async function findings(env: Record<string, string>, flags: readonly string[] = []) {
  const { code, stdout, ...rest } = await run(["--json", ...flags], env);
  const { findings: all } = JSON.parse(stdout) as DoctorReport;
  const levels = Object.fromEntries(all.map(({ check, level }) => [check, level]));
  const of = (check: string): Finding => {
    const found = all.find((finding) => finding.check === check);
    if (found === undefined) throw new Error(`There is no check ${check}`);
    return found;
  };
  return { code, stdout, levels, of, ...rest };
}

const withoutStack = { packages: "skip", stack: "skip", lock: "skip", pending: "skip" };
const inOrder = { node: "ok", engine: "ok", ...withoutStack, settings: "ok", profiles: "ok" };
const unasked = { organization: "skip", roles: "skip", keys: "skip", "rate limits": "skip" };

test("with credentials of the environment alone it tells caller, roles, organization, keys and rate limits, by GETs", async () => {
  const { code, of, levels } = await findings(owner);
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
  expect(new Set(atlas.requests.map(({ method }) => method))).toEqual(new Set(["GET"]));
}, 30_000);

test("a service account reads its own roles; its token is fetched and revoked, and all else is GETs", async () => {
  const { code, of } = await findings(account);
  expect(code).toBe(0);
  expect(of("roles").facts).toMatchObject({ roles: ["ORG_OWNER"] });
  const others = atlas.requests.filter(({ method }) => method !== "GET").map(({ path }) => path);
  expect(others).toEqual(["/api/oauth/token", "/api/oauth/revoke"]);
}, 30_000);

test("an access token tells its organizations; its roles are said to be unknown", async () => {
  const sign = Buffer.from(`${serviceAccount.clientId}:${serviceAccount.clientSecret}`).toString("base64");
  const answer = await fetch(`${atlas.url}/api/oauth/token`, {
    method: "POST",
    headers: { authorization: `Basic ${sign}`, "content-type": "application/x-www-form-urlencoded" },
    body: "grant_type=client_credentials",
  });
  const { access_token: token } = (await answer.json()) as { access_token: string };
  const { code, of, stdout } = await findings({ MONGODB_ATLAS_ACCESS_TOKEN: token });
  expect(code).toBe(0);
  expect(of("caller").facts).toMatchObject({ kind: "token", organizations: [{ orgId: acme }] });
  expect(of("roles")).toMatchObject({ level: "skip", summary: "Atlas does not tell the roles of a token" });
  expect(stdout).not.toContain(token);
}, 30_000);

test("a key without ORG_OWNER is a warning that says what an up may not do", async () => {
  const { code, of } = await findings(keyOf(callers.reader));
  expect(code).toBe(0);
  expect(of("roles")).toMatchObject({
    level: "warn",
    advice: expect.stringContaining("needs ORG_OWNER"),
    facts: { roles: ["ORG_READ_ONLY"] },
  });
}, 30_000);

test("an organization of Cloud Manager is told about, but for its rate limits", async () => {
  atlas.store.edit(({ organizations }) => {
    for (const organization of organizations) {
      organization.product = "cloud-manager";
      for (const project of organization.projects ?? []) project.product = "cloud-manager";
    }
  });
  const { code, of } = await findings({ ...owner, MONGODB_ATLAS_API: "cloud-manager" });
  expect(code).toBe(0);
  expect(of("settings").facts).toMatchObject({ api: "cloud-manager" });
  expect(of("roles").facts).toMatchObject({ roles: ["ORG_OWNER"] });
  expect(of("rate limits")).toMatchObject({ level: "skip", summary: "Cloud Manager tells no rate limits" });
}, 30_000);

test.each<[string, Record<string, string>, RegExp]>([
  ["a wrong private key", { MONGODB_ATLAS_PRIVATE_API_KEY: "nope" }, /did not accept the credentials/],
  [
    "a key's id in place of its public key",
    keyOf({ ...callers.owner, publicKey: callers.owner.id }),
    /looks like a key's id/,
  ],
  [
    "halves that changed places",
    keyOf({ publicKey: callers.owner.privateKey, privateKey: callers.owner.publicKey }),
    /seem to have changed places/,
  ],
])(
  "%s stops an up; what depends on it is skipped",
  async (_, env, summary) => {
    const { code, levels, of } = await findings({ ...owner, ...env });
    expect({ code, levels }).toEqual({
      code: 1,
      levels: {
        ...inOrder,
        ...unasked,
        credentials: "ok",
        reach: "ok",
        clock: "ok",
        address: "skip",
        caller: "stop",
      },
    });
    expect(of("caller").summary).toMatch(summary);
  },
  30_000,
);

test("no credentials, or half a pair, stop an up without a request", async () => {
  for (const env of [{}, { MONGODB_ATLAS_PUBLIC_API_KEY: "ownerkey" }]) {
    const { code, levels, of } = await findings(env);
    expect({ code, levels }).toMatchObject({
      code: 1,
      levels: { credentials: "stop", reach: "skip", ...unasked },
    });
    expect(of("credentials").summary).toContain("MONGODB_ATLAS_PRIVATE_API_KEY");
  }
  expect(atlas.requests).toEqual([]);
}, 30_000);

test.each(["caller", "organization"])(
  "an organization of somebody else stops an up, and the %s is told",
  async (check) => {
    const { code, levels, of } = await findings(owner, ["--org", globex]);
    expect({ code, levels }).toMatchObject({
      code: 1,
      levels: { caller: "ok", organization: "stop", keys: "skip", "rate limits": "ok" },
    });
    expect(of(check).summary).toContain(check === "caller" ? acme : globex);
  },
  30_000,
);

test("a public key in place of an organization's id is one clear line", async () => {
  const { code, stdout, stderr } = await run(["--org", "ownerkey"], owner);
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toMatch(
    /^atlas-access: .*'ownerkey' is invalid\. Expected 24 .* This looks like a public key\.\n$/,
  );
}, 30_000);

test("an address that is not on the key's access list stops an up, with the address that Atlas saw", async () => {
  atlas.store.edit(({ organizations: [first] }) => {
    if (first === undefined) return;
    first.settings = { ...first.settings, apiAccessListRequired: true };
    for (const key of first.apiKeys ?? []) key.accessList = ["192.0.2.1"];
  });
  const { code, levels, of } = await findings(owner);
  expect({ code, levels }).toMatchObject({
    code: 1,
    levels: { reach: "ok", address: "stop", caller: "skip" },
  });
  expect(of("address").facts).toMatchObject({
    mayCall: false,
    errorCode: "IP_ADDRESS_NOT_ON_ACCESS_LIST",
    seenAs: "127.0.0.1",
  });
}, 30_000);

test.each<[string, string]>([
  ["HTML in place of JSON", "an HTML page came back"],
  ["nobody at the address", "no answer from"],
  ["somebody who accepts and never answers", "no complete answer within"],
])(
  "%s stops an up within a few seconds, whatever the retry budget",
  async (what, summary) => {
    const silent: Server = createServer(() => undefined);
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    const { port } = silent.address() as AddressInfo;
    if (what.startsWith("HTML")) atlas.fail("*", { kind: "html", status: 200 });
    const other: Record<string, string> = what.startsWith("nobody")
      ? { MONGODB_ATLAS_BASE_URL: "http://127.0.0.1:1" }
      : { MONGODB_ATLAS_BASE_URL: `http://127.0.0.1:${port}` };
    const env = {
      ...owner,
      MONGODB_ATLAS_RETRY_BUDGET_SECONDS: "300",
      ...(what.startsWith("HTML") ? {} : other),
    };
    const { code, levels, of, tookMs } = await findings(env);
    silent.closeAllConnections();
    silent.close();
    expect({ code, levels }).toMatchObject({
      code: 1,
      levels: { credentials: "ok", reach: "stop", address: "skip", caller: "skip", ...unasked },
    });
    expect(of("reach").summary).toContain(summary);
    expect(tookMs).toBeLessThan(15_000);
  },
  60_000,
);

test("one question that fails leaves the others their answers", async () => {
  atlas.fail("listRateLimits", { kind: "status", status: 500 });
  const { code, levels, of } = await findings(owner);
  expect({ code, levels }).toMatchObject({
    code: 1,
    levels: { keys: "ok", roles: "ok", "rate limits": "stop" },
  });
  expect(of("rate limits").summary).toContain("status 500");
}, 30_000);

test("a bucket that is nearly empty is a warning", async () => {
  const limited = await startEmulator({ seed: seed(), rateLimits: "real" });
  const env = { ...owner, MONGODB_ATLAS_BASE_URL: limited.url };
  limited.fail("getSystemStatus", { kind: "status", status: 429, times: 1 });
  const { code, of } = await findings(env);
  await limited.close();
  expect({ code, found: of("rate limits") }).toMatchObject({ code: 0, found: { level: "warn" } });
}, 30_000);

test("an organization with all of its 500 keys is told of", async () => {
  atlas.store.edit(({ organizations: [first] }) => {
    for (let at = 0; first?.apiKeys !== undefined && first.apiKeys.length < 500; at++)
      first.apiKeys.push({ desc: `key ${at}`, roles: [{ orgId: acme, roleName: "ORG_MEMBER" }] });
  });
  const { code, of } = await findings(owner);
  expect({ code, found: of("keys") }).toMatchObject({
    code: 1,
    found: { level: "stop", facts: { used: 500, limit: 500 } },
  });
}, 30_000);

test("profiles are found by name, and one of them is looked at when it is named", async () => {
  const env = {
    ...keyOf({ publicKey: "nobodyat", privateKey: "all" }),
    MONGODB_ATLAS_PROFILE_ACME_PUBLIC_API_KEY: callers.owner.publicKey,
    MONGODB_ATLAS_PROFILE_ACME_PRIVATE_API_KEY: callers.owner.privateKey,
    MONGODB_ATLAS_PROFILE_GLOBEX_PUBLIC_API_KEY: callers.stranger.publicKey,
    MONGODB_ATLAS_PROFILE_GLOBEX_PRIVATE_API_KEY: callers.stranger.privateKey,
  };
  const none = await findings(env);
  expect(none.of("profiles").summary).toBe("acme (environment), globex (environment)");
  expect(none.levels).toMatchObject({ caller: "stop" });
  const one = await findings(env, ["--profile", "globex"]);
  expect(one.code).toBe(0);
  expect(one.of("organization").facts).toMatchObject({ orgId: globex, projects: [{ projectId: foreign }] });
  const wrong = await findings(env, ["--profile", "globix"]);
  expect(wrong.of("credentials")).toMatchObject({
    level: "stop",
    summary: expect.stringContaining('"globex"?'),
  });
}, 60_000);

test("without an engine on the PATH that is a finding, and Atlas is asked all the same", async () => {
  const { code, levels, of } = await findings({ ...owner, PATH: "/nowhere" });
  expect({ code, levels }).toMatchObject({ code: 1, levels: { engine: "stop", caller: "ok", keys: "ok" } });
  expect(of("engine").summary).toBe("the engine, pulumi, is not on the PATH");
}, 30_000);

test("nothing that it prints holds a secret", async () => {
  for (const env of [owner, account, { ...owner, MONGODB_ATLAS_PUBLIC_API_KEY: "wrong" }])
    for (const flags of [[], ["--json"]]) {
      const { stdout, stderr } = await run(flags, env);
      for (const secret of [callers.owner.privateKey, serviceAccount.clientSecret])
        expect(stdout + stderr).not.toContain(secret);
    }
}, 60_000);
