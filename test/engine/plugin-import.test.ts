import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Emulator, startEmulator } from "../../emulator";
import { accessInAtlas, fixture, seed } from "../../testing/demo-adopt/seed";
import { addToProgram } from "../../testing/demo-yaml/made-by-hand";
import { written } from "../../testing/engine/atlas-harness";
import { EngineHarness } from "../../testing/engine/engine-harness";

jest.setTimeout(300_000);

const main = resolve(__dirname, "../../dist/cli/main.js");

let atlas: Emulator;
let engine: EngineHarness;
afterAll(async () => {
  await engine?.close();
  await atlas?.close();
});

test("an organization of 121 complete keys is imported by a file, and the printed program shows no change", async () => {
  atlas = await startEmulator({ seed, now: () => Date.now() - 600_000 });
  const credentials = {
    MONGODB_ATLAS_BASE_URL: atlas.url,
    MONGODB_ATLAS_PUBLIC_API_KEY: fixture.owner.publicKey,
    MONGODB_ATLAS_PRIVATE_API_KEY: fixture.owner.privateKey,
  };
  engine = await EngineHarness.open({
    program: "resources: {}\n",
    language: "yaml",
    plugin: true,
    env: credentials,
  });
  const before = accessInAtlas(atlas);

  const listed = await engine.sandbox.run([
    ...([process.execPath, main, "adopt", "--org", fixture.organization.id] as const),
    ...["--format", "import-file"],
  ]);
  expect(listed.stderr).toBe("121 keys, 120 assignments in 40 projects; 0 not adopted\n");
  writeFileSync(join(engine.folder, "import.json"), listed.stdout);
  const imported = await engine.expect([
    ...["import", "--file", "import.json", "--out", "imported.yaml", "--protect=false"],
    ...["--yes", "--skip-preview"],
  ]);
  expect(imported.stdout).toContain("= 122 imported");
  addToProgram(engine.folder, "imported.yaml");

  const preview = await engine.preview(["--refresh", "--expect-no-changes"]);
  expect(preview.stdout).toContain("123 unchanged");
  expect(preview.stdout).not.toContain("warning:");
  expect(written(atlas)).toEqual([]);
  expect(accessInAtlas(atlas)).toEqual(before);
});
