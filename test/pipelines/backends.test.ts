import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { shop } from "../../testing/emulator/seed";
import { keyNamed, keysNamed, rolesOf, useAtlasHarness } from "../../testing/engine/atlas-harness";
import { deployer } from "../../testing/engine/programs";
import { describeWith } from "../../testing/pipelines/installed";
import { postgresBin, startPostgres } from "../../testing/pipelines/postgres";
import { motoServer, startS3 } from "../../testing/pipelines/services/s3";

jest.setTimeout(180_000);

/** The environment variables that a stack's commands need for a backend. */
interface Backend {
  readonly env: Readonly<Record<string, string>>;
  /** A text that no output may contain. */
  readonly secret?: string;
  close(): void;
}

const harness = useAtlasHarness({ program: deployer(), credentialsIn: "environment" });

describe("file", () => backendTests(async () => ({ env: {}, close: () => undefined })));

describeWith("PostgreSQL's server", postgresBin, "PostgreSQL", () =>
  backendTests(async () => {
    const { url, password, close } = await startPostgres();
    return { env: { PULUMI_BACKEND_URL: url, PGPASSWORD: password }, secret: password, close };
  }),
);

describeWith("moto_server (pip install 'moto[server,s3]')", motoServer, "S3", () =>
  backendTests(async () => {
    const { url, env, close } = await startS3();
    return { env: { PULUMI_BACKEND_URL: url, ...env }, close };
  }),
);

function backendTests(start: () => Promise<Backend>): void {
  let backend: Backend;
  beforeAll(async () => {
    backend = await start();
  }, 60_000);
  afterAll(() => backend?.close());

  /** A new stack in this backend: the folder and environment of its commands. */
  async function stack(name: string) {
    const place = { env: backend.env };
    await harness.engine.expect(["stack", "init", name], place);
    return { args: ["--stack", name], place };
  }

  test("a stack is created, has no change, drifts, is repaired and destroyed", async () => {
    const { engine, atlas } = harness;
    const { args, place } = await stack("story");
    const grantNow = () => rolesOf(keyNamed(atlas, "deployer"), shop);

    await engine.up(args, place);
    await engine.preview(["--expect-no-changes", ...args], place);
    await engine.refresh(["--preview-only", "--expect-no-changes", ...args], place);

    atlas.store.edit(({ organizations: [acme] }) => acme?.apiKeys?.at(-1)?.roles?.pop());
    expect(grantNow()).toHaveLength(1);
    await engine.refresh(["--preview-only", "--expect-no-changes", ...args], { ...place, code: 7 });
    await engine.up(["--refresh", ...args], place);
    expect(grantNow()).toEqual(["GROUP_CLUSTER_MANAGER", "GROUP_READ_ONLY"]);

    await engine.destroy(args, place);
    expect(keysNamed(atlas, "deployer")).toEqual([]);
    await engine.expect(["stack", "rm", "--yes", "story"], place);
  });

  test("a pipeline that finds the stack locked names the holder of the lock and changes nothing", async () => {
    const { engine, atlas } = harness;
    const { args, place } = await stack("busy");
    const [begun, go] = ["begun", "go"].map((name) => join(engine.folder, name)) as [string, string];
    for (const file of [begun, go]) rmSync(file, { force: true });
    engine.program(waiting(begun, go));
    const first = engine.start(["up", "--yes", "--skip-preview", ...args], place);
    while (!existsSync(begun)) await sleep(50);

    const second = await engine.pulumi(["up", "--yes", "--skip-preview", ...args], place);

    const said = second.stdout + second.stderr;
    expect([second.code, said]).toEqual([
      1,
      expect.stringContaining("the stack is currently locked by 1 lock(s)"),
    ]);
    expect(said).toContain(`(pid ${first.pid})`);
    if (backend.secret !== undefined) expect(said).not.toContain(backend.secret);
    writeFileSync(go, "");
    expect((await first.done).code).toBe(0);
    await engine.preview(["--refresh", "--expect-no-changes", ...args], place);
    expect(keysNamed(atlas, "deployer")).toHaveLength(1);
  });

  test("of two pipelines started at the same time, at most one changes the stack", async () => {
    const { engine, atlas } = harness;
    const { args, place } = await stack("race");
    const up = () => engine.pulumi(["up", "--yes", "--skip-preview", ...args], place);

    const both = await Promise.all([up(), up()]);

    // Both may see the other's lock; or the second starts after the first has ended, and has nothing to do.
    for (const { code, stdout, stderr } of both.filter(({ code }) => code !== 0))
      expect([code, stdout + stderr]).toEqual([1, expect.stringContaining("the stack is currently locked")]);
    await engine.up(args, place);
    expect(keysNamed(atlas, "deployer")).toHaveLength(1);
    await engine.preview(["--refresh", "--expect-no-changes", ...args], place);
  });
}

/** The program writes one file at its start and continues when another file exists. Meanwhile the engine holds the lock. */
function waiting(begun: string, go: string): string {
  return `
const fs = require("node:fs");
fs.writeFileSync(${JSON.stringify(begun)}, "");
const nothing = new Int32Array(new SharedArrayBuffer(4));
while (!fs.existsSync(${JSON.stringify(go)})) Atomics.wait(nothing, 0, 0, 50);
${deployer()}`;
}
