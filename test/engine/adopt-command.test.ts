import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Emulator, startEmulator } from "../../emulator";
import { accessInAtlas, fixture, seed } from "../../testing/demo-adopt/seed";
import { asJavaScript } from "../../testing/engine/as-javascript";
import { written } from "../../testing/engine/atlas-harness";
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

/** Runs the command as it is installed. */
function adopt(flags: readonly string[] = []) {
  return engine.sandbox.run([...command, ...flags], { cwd: engine.folder, env: environment() });
}

/** Uses the printed program in the harness. */
function useProgram(text: string): void {
  engine.program(asJavaScript(text));
}

test("the printed program adopts 121 keys with their access lists and roles in 40 projects without a change", async () => {
  const before = accessInAtlas(atlas);
  const { code, stdout, stderr } = await adopt();
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

describe("in an organization with a few keys", () => {
  beforeEach(() => {
    const [acme] = seed.organizations;
    if (acme === undefined) throw new Error("The seed has an organization");
    atlas.store.replace({ organizations: [{ ...acme, apiKeys: acme.apiKeys?.slice(0, 4) ?? [] }] });
    engine.program("");
  });

  test("a stack that was adopted by keys and assignments moves to complete keys without a writing request", async () => {
    const before = accessInAtlas(atlas);
    useProgram((await adopt(["--form", "separate"])).stdout);
    expect((await engine.up()).stdout).toContain("10 created");
    await engine.preview(["--expect-no-changes"]);
    useProgram((await adopt()).stdout);

    const up = await engine.up();

    expect(up.stdout).toMatch(/~ 4 updated\n(.*\n)?\s+- 4 deleted/);
    expect(up.stdout).not.toContain("warning:");
    await engine.preview(["--refresh", "--expect-no-changes"]);
    expect(written(atlas)).toEqual([]);
    expect(accessInAtlas(atlas)).toEqual(before);
  });

  test("the gitops example applies the YAML unchanged", async () => {
    const { code, stdout } = await adopt(["--format", "yaml"]);
    expect(code).toBe(0);
    const example = (name: string) => readFileSync(join(clone, "examples", "gitops", name), "utf8");
    const schema = "access/access.schema.json";
    const files = { "access/dev.yaml": stdout, [schema]: example(schema) };
    engine.program({ program: asJavaScript(example("index.ts")), files });

    await engine.up();

    await engine.preview(["--refresh", "--expect-no-changes"]);
    expect(written(atlas)).toEqual([]);
  });
});
