import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Emulator, startEmulator } from "../../emulator";
import { accessInAtlas, fixture, seed } from "../../testing/demo-adopt/seed";
import { asJavaScript } from "../../testing/engine/as-javascript";
import { written } from "../../testing/engine/atlas-harness";
import type { Deployment } from "../../testing/engine/deployment";
import { EngineHarness } from "../../testing/engine/engine-harness";

jest.setTimeout(180_000);

const clone = resolve(__dirname, "../..");
const orgId = fixture.organization.id;
const command = [process.execPath, join(clone, "dist", "cli", "main.js"), "adopt", "--org", orgId] as const;
const signIn = {
  "mongodbatlas:publicKey": fixture.owner.publicKey,
  "mongodbatlas:privateKey": { secret: fixture.owner.privateKey },
};

/** The key of the guide, as the command prints it. */
const guide = readFileSync(join(clone, "docs", "guides", "adopt.md"), "utf8");
const [guideExample] = /new OrgApiKey\("ci-deployer-for-[\s\S]*?\n\}\);\n/.exec(guide) ?? ["no example"];

let atlas: Emulator;
let engine: EngineHarness;

beforeAll(async () => {
  atlas = await startEmulator({ seed, now: () => Date.now() - 600_000 });
  engine = await EngineHarness.open({
    program: "",
    config: { "mongodbatlas:baseUrl": atlas.url, ...signIn },
  });
}, 300_000);
beforeEach(async () => {
  await engine.reset();
  atlas.store.replace(seed);
  atlas.clearRequests();
});
afterAll(async () => {
  await engine?.close();
  await atlas?.close();
});

const environment = () => ({
  MONGODB_ATLAS_BASE_URL: atlas.url,
  MONGODB_ATLAS_PUBLIC_API_KEY: fixture.owner.publicKey,
  MONGODB_ATLAS_PRIVATE_API_KEY: fixture.owner.privateKey,
});

/** Runs the command as it is installed; credentials only when they are given. */
function adopt(flags: readonly string[] = [], env: Record<string, string> = {}) {
  return engine.sandbox.run([...command, ...flags], { cwd: engine.folder, env });
}

/** Uses the printed program in the harness. */
function useProgram(text: string): void {
  engine.program(asJavaScript(text));
}

test("the printed program adopts 121 keys with their access lists and roles in 40 projects without a change", async () => {
  const before = accessInAtlas(atlas);
  const { code, stdout, stderr } = await adopt([], environment());
  expect({ code, stderr }).toEqual({
    code: 0,
    stderr: "121 keys, 120 assignments in 40 projects; 0 not adopted\n",
  });
  expect(stdout).toContain(guideExample);
  useProgram(stdout);

  const up = await engine.up();
  expect(up.stdout).toMatch(/\+ 123 created/);
  expect(up.stdout).not.toContain("warning:");
  await engine.preview(["--refresh", "--expect-no-changes"]);
  expect(written(atlas)).toEqual([]);
  expect(accessInAtlas(atlas)).toEqual(before);
});

test("after --into-stack --write the next preview of the printed program shows no change", async () => {
  const { code, stdout, stderr } = await adopt(["--into-stack", "dev", "--write"]);
  expect({ code, stderr }).toMatchObject({
    code: 0,
    stderr: expect.stringContaining("122 resources added to stack dev; already present: 0\n"),
  });
  useProgram(stdout);

  await engine.preview(["--expect-no-changes"]);

  expect(written(atlas)).toEqual([]);
});

/** The resources of the state by URN, without the properties that differ between runs. */
function stored({ deployment }: Deployment) {
  const own = (deployment.resources ?? []).map(
    ({ created, modified, sourcePosition, stackTrace, ...rest }) => rest,
  );
  return Object.fromEntries(own.map((resource) => [resource.urn, resource]));
}

describe("in an organization with a few keys", () => {
  beforeEach(() => {
    const [acme] = seed.organizations;
    if (acme === undefined) throw new Error("The seed has an organization");
    atlas.store.replace({ organizations: [{ ...acme, apiKeys: acme.apiKeys?.slice(0, 4) ?? [] }] });
    engine.program("");
  });

  test("--into-stack without --write lists what it would add, and writes nothing", async () => {
    const { code, stdout, stderr } = await adopt(["--into-stack", "dev"]);
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: [
        "5 resources would be added to stack dev; already present: 0",
        "  + Organization acme",
        "  + OrgApiKey pulumi",
        "  + OrgApiKey ci-deployer-for-billing-development",
        "  + OrgApiKey backup-for-billing-development",
        "  + OrgApiKey metrics-for-billing-development",
        "nothing was written; add --write to add them",
        "4 keys, 3 assignments in 40 projects; 0 not adopted",
        "",
      ].join("\n"),
    });
    expect(stdout).toContain("new OrgApiKey(");
    expect((await engine.stackExport()).deployment.resources ?? []).toEqual([]);
  });

  test.each([
    ["complete", 6],
    ["separate", 10],
  ])(
    "--into-stack --form %s writes what an up would have stored, so that neither up nor refresh finds a change",
    async (form, count) => {
      const { stdout } = await adopt(["--into-stack", "dev", "--write", "--form", form]);
      // Without the program, the credentials come from the stored config.
      await engine.refresh(["--preview-only", "--expect-no-changes"]);
      const imported = stored(await engine.stackExport(["--show-secrets"]));
      useProgram(stdout);

      expect((await engine.up()).stdout).toContain(`${count} unchanged`);

      expect(stored(await engine.stackExport(["--show-secrets"]))).toEqual(imported);
      await engine.preview(["--refresh", "--expect-no-changes"]);
      expect(written(atlas)).toEqual([]);
    },
  );

  test("a stack that was adopted by keys and assignments moves to complete keys without a writing request", async () => {
    const before = accessInAtlas(atlas);
    useProgram((await adopt(["--form", "separate"], environment())).stdout);
    expect((await engine.up()).stdout).toContain("10 created");
    await engine.preview(["--expect-no-changes"]);
    useProgram((await adopt([], environment())).stdout);

    const up = await engine.up();

    expect(up.stdout).toMatch(/~ 4 updated\n(.*\n)?\s+- 4 deleted/);
    expect(up.stdout).not.toContain("warning:");
    await engine.preview(["--refresh", "--expect-no-changes"]);
    expect(written(atlas)).toEqual([]);
    expect(accessInAtlas(atlas)).toEqual(before);
  });

  test("existing resources of a stack are not changed, also under another name, and the previous state is saved", async () => {
    const [first] = fixture.keys;
    const own = `
const { OrgApiKey } = require("pulumi-atlas-access");
const adopt = { apiKeyId: "${first?.id}" };
new OrgApiKey("mine", { orgId: "${orgId}", description: "${first?.desc}", roles: ["ORG_READ_ONLY"], adopt });
new (require("@pulumi/pulumi").ComponentResource)("lab:index:Group", "group");
`;
    engine.program(own);
    await engine.up();
    const before = await engine.stackExport();
    const shown = stored(await engine.stackExport(["--show-secrets"]));

    const { code, stderr } = await adopt(["--into-stack", "dev", "--write"]);

    expect({ code, stderr }).toMatchObject({
      code: 0,
      stderr: expect.stringContaining("4 resources added to stack dev; already present: 1\n"),
    });
    const backup = /backup of the state: (\S+) /.exec(stderr)?.[1] ?? "";
    expect(statSync(backup).mode & 0o777).toBe(0o600);
    const kept = readFileSync(backup, "utf8");
    expect(JSON.parse(kept)).toEqual(before);
    expect(kept).not.toContain(fixture.owner.privateKey);
    expect(stored(await engine.stackExport(["--show-secrets"]))).toMatchObject(shown);
    const again = await adopt(["--into-stack", "dev", "--write"]);
    expect(again.stderr).toContain("0 resources added to stack dev; already present: 5\n");
    expect(written(atlas)).toEqual([]);
  });

  test("the gitops example applies the YAML unchanged, and --into-stack adds its resources", async () => {
    const { code, stdout } = await adopt(["--format", "yaml", "--into-stack", "dev", "--write"]);
    expect(code).toBe(0);
    const example = (name: string) => readFileSync(join(clone, "examples", "gitops", name), "utf8");
    const schema = "access/access.schema.json";
    const files = { "access/dev.yaml": stdout, [schema]: example(schema) };
    const program = asJavaScript(example("index.ts"));

    engine.program({ program, files });
    await engine.preview(["--expect-no-changes"]);
    await engine.reset();
    await engine.up();

    await engine.preview(["--refresh", "--expect-no-changes"]);
    expect(written(atlas)).toEqual([]);
  });

  test("a stack that is locked or has pending operations is an error that names them", async () => {
    const locks = join(engine.sandbox.stateFolder, ".pulumi", "locks", "organization", "lab", "dev");
    const holder = {
      pid: 4711,
      username: "somebody",
      hostname: "elsewhere",
      timestamp: "2026-01-02T03:04:05Z",
    };
    mkdirSync(locks, { recursive: true });
    writeFileSync(join(locks, "a.json"), JSON.stringify(holder));
    expect((await engine.pulumi(["up", "--yes", "--skip-preview"])).stderr).toContain("currently locked");
    for (const flags of [[], ["--write"]]) {
      const { code, stdout, stderr } = await adopt(["--into-stack", "dev", ...flags]);
      expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
      expect(stderr).toMatch(
        /^atlas-access: stack dev is locked by somebody@elsewhere, process 4711, since 2026-01-02T03:04:05Z \(\S+a\.json\)\. Wait .*\n$/,
      );
    }
    rmSync(locks, { recursive: true });

    await adopt(["--into-stack", "dev", "--write"]);
    const file = join(engine.sandbox.stateFolder, ".pulumi", "stacks", "lab", "dev.json");
    const checkpoint = JSON.parse(readFileSync(file, "utf8"));
    const [resource] = checkpoint.checkpoint.latest.resources.slice(-1);
    checkpoint.checkpoint.latest.pending_operations = [{ type: "updating", resource }];
    writeFileSync(file, JSON.stringify(checkpoint));
    const { code, stderr } = await adopt(["--into-stack", "dev"]);
    expect(code).toBe(1);
    expect(stderr).toContain(
      `pending operations of an interrupted run: updating ${resource.urn}. Clear them with`,
    );
  });

  test("a missing stack or folder is an error of one line", async () => {
    const missing = await adopt(["--into-stack", "prod"]);
    expect(missing).toMatchObject({
      code: 1,
      stdout: "",
      stderr: "atlas-access: pulumi config: no stack named 'prod' found\n",
    });
    const nowhere = await adopt(["--into-stack", "dev", "--cwd", "/no/such/place"]);
    expect(nowhere).toMatchObject({ code: 1, stderr: "atlas-access: there is no folder /no/such/place\n" });
  });
});
