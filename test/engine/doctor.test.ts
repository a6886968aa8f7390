import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { DoctorReport, Finding } from "../../cli/doctor/report";
import { callers } from "../../testing/emulator/seed";
import { signIn, useAtlasHarness } from "../../testing/engine/atlas-harness";
import { deployer } from "../../testing/engine/programs";

const harness = useAtlasHarness({ applied: deployer(), secretsProvider: "passphrase" });
const command = [process.execPath, resolve(__dirname, "../../dist/cli/main.js"), "doctor"] as const;

/** Runs the command as it is installed, in the project's folder; without credentials in its environment. */
async function doctor(flags: readonly string[] = [], env: Record<string, string> = {}) {
  const { engine } = harness;
  const { code, stdout, stderr } = await engine.sandbox.run([...command, "--json", ...flags], {
    cwd: engine.folder,
    env,
  });
  const { findings } = JSON.parse(stdout) as DoctorReport;
  const of = (check: string): Finding | undefined => findings.find((finding) => finding.check === check);
  return { code, stdout, stderr, of };
}

const stateFolder = (...names: string[]) => join(harness.engine.sandbox.stateFolder, ".pulumi", ...names);

test("in a stack it reports engine, packages, stack and the credentials of the config, and changes nothing", async () => {
  const { engine, atlas } = harness;
  const before = await engine.stackExport();

  const { code, stdout, of } = await doctor();

  expect({ code, engine: of("engine")?.level, packages: of("packages")?.level }).toEqual({
    code: 0,
    engine: "ok",
    packages: "ok",
  });
  expect(of("stack")).toMatchObject({
    level: "ok",
    facts: { project: "lab", stack: "dev", backend: "file" },
  });
  expect(of("credentials")?.facts).toMatchObject({ name: callers.owner.publicKey, source: "config" });
  expect([of("lock")?.level, of("pending")?.level]).toEqual(["ok", "ok"]);
  expect(of("pending")?.facts).toMatchObject({ resources: 4 });
  expect(of("keys")?.facts).toMatchObject({ used: 5 });
  expect(stdout).not.toContain(callers.owner.privateKey);
  expect(new Set(atlas.requests.map(({ method }) => method))).toEqual(new Set(["GET"]));
  expect(await engine.stackExport()).toEqual(before);
});

/** Leaves a pending creation in the state, as a killed engine does. */
function leavePending(): { readonly urn: string } {
  const file = stateFolder("stacks", "lab", "dev.json");
  const checkpoint = JSON.parse(readFileSync(file, "utf8"));
  const [resource] = checkpoint.checkpoint.latest.resources.slice(-1);
  checkpoint.checkpoint.latest.pending_operations = [{ type: "creating", resource }];
  writeFileSync(file, JSON.stringify(checkpoint));
  return resource;
}

test("pending operations are a warning that names them, and a lock is an error that names its holder", async () => {
  const { engine } = harness;
  const resource = leavePending();
  const holder = {
    pid: 4711,
    username: "somebody",
    hostname: "elsewhere",
    timestamp: "2026-01-02T03:04:05Z",
  };
  const locks = stateFolder("locks", "organization", "lab", "dev");
  mkdirSync(locks, { recursive: true });
  writeFileSync(join(locks, "a.json"), JSON.stringify(holder));

  const { code, of } = await doctor(["--stack", "dev"]);

  expect(code).toBe(1);
  expect(of("pending")).toMatchObject({
    level: "warn",
    advice: expect.stringContaining("pulumi refresh --clear-pending-creates"),
    facts: { pendingOperations: [{ type: "creating", urn: resource.urn }] },
  });
  expect(of("lock")).toMatchObject({
    level: "error",
    summary: expect.stringContaining("locked by somebody@elsewhere, process 4711"),
    advice: expect.stringContaining("pulumi cancel"),
  });
  expect(of("keys")?.level).toBe("ok");
  expect((await engine.pulumi(["up", "--yes", "--skip-preview"])).stderr).toContain("currently locked");
});

/** The printed report, with the page's text in place of what differs between machines. */
function asOnPage(text: string): string {
  return text
    .replaceAll(harness.atlas.url, "https://cloud.mongodb.com")
    .replace(/Node [\d.]+/, "Node 24.1.0")
    .replace(/pulumi 3[\d.]+.*/, "pulumi 3.232.0")
    .replace(/(@pulumi\/pulumi) 3[\d.]+.*,/, "$1 3.248.0,")
    .replace(/within \d+ s/, "within 1 s")
    .replace(/secret \w{24}/g, "secret 5f00000000000000000000e1")
    .replace(/expires \S+Z/g, "expires 2027-11-28T09:00:00Z")
    .replace(/\d+ of (\d+) left/g, (_, capacity) => `${capacity - 3} of ${capacity} left`);
}

test("the output for people is what docs/reference/doctor.md shows, with a pending operation", async () => {
  const { engine } = harness;
  harness.behindMs = 0;
  leavePending();

  const { code, stdout } = await engine.sandbox.run([...command], { cwd: engine.folder });

  const page = readFileSync(resolve(__dirname, "../../docs/reference/doctor.md"), "utf8");
  const [, shown] = /<!-- doctor -->[\s\S]*?```text\n([\s\S]*?)```/.exec(page) ?? [];
  expect({ code, shown }).toEqual({ code: 0, shown: asOnPage(stdout) });
});

test("a stack, config or backend that cannot be read is an error, and credentials of the environment are still checked", async () => {
  const { privateKey, publicKey } = callers.owner;
  const env = {
    MONGODB_ATLAS_BASE_URL: harness.atlas.url,
    MONGODB_ATLAS_PUBLIC_API_KEY: publicKey,
    MONGODB_ATLAS_PRIVATE_API_KEY: privateKey,
  };
  const missing = await doctor(["--stack", "prod"], env);
  expect(missing.code).toBe(1);
  expect(missing.of("stack")).toMatchObject({
    level: "error",
    summary: "pulumi config: no stack named 'prod' found",
  });
  expect([missing.of("lock")?.level, missing.of("caller")?.level]).toEqual(["skip", "ok"]);

  const locked = await doctor([], { ...env, PULUMI_CONFIG_PASSPHRASE: "another" });
  expect(locked.code).toBe(1);
  expect(locked.of("stack")).toMatchObject({
    level: "error",
    summary: expect.stringContaining("passphrase"),
  });
  expect(locked.of("caller")?.level).toBe("ok");
  expect(locked.of("credentials")?.details).toContainEqual(expect.stringContaining("could not be read"));

  const backend = "postgres://app:s3cretpw@127.0.0.1:1/pulumi";
  const unreachable = await doctor(["--stack", "dev"], { ...env, PULUMI_BACKEND_URL: backend });
  expect(unreachable.of("stack")).toMatchObject({
    level: "error",
    summary: expect.stringContaining("app:…@"),
  });
  expect(unreachable.stdout + unreachable.stderr).not.toContain("s3cretpw");
});

test("profiles of the stack's config are listed by name, and --profile checks one of them", async () => {
  const { engine } = harness;
  const { publicKey, privateKey } = callers.stranger;
  const profiles = JSON.stringify({ globex: { publicKey, privateKey } });
  await engine.configAll({ ...signIn(), "mongodbatlas:profiles": { secret: profiles } });

  const { code, stdout, of } = await doctor(["--profile", "globex"]);

  expect({ code, name: of("organization")?.facts?.name }).toEqual({ code: 0, name: "Globex" });
  expect(of("profiles")?.facts).toMatchObject({ found: [{ source: "config", name: "globex" }] });
  expect(stdout).not.toContain(privateKey);
});
