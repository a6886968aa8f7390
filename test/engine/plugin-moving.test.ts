import { type Emulator, startEmulator } from "../../emulator";
import { written } from "../../testing/engine/atlas-harness";
import { EngineHarness, type HarnessConfig } from "../../testing/engine/engine-harness";
import { atlasAddress, goldenFiles, goldenState } from "../../testing/golden/golden-state";
import { clockEnvironment } from "../../testing/rotation/clock";

jest.setTimeout(300_000);

/** When the emulator of the golden states was seeded. */
const madeAt = Date.UTC(2026, 0, 1);

let atlas: Emulator;
let engine: EngineHarness;
afterEach(async () => {
  await engine?.close();
  await atlas?.close();
});

/** The config in the namespaces of both hosts. */
function forBothHosts(config: HarnessConfig): HarnessConfig {
  const copies = Object.entries(config).map(([key, value]) => [
    key.replace("mongodbatlas:", "atlas-access:"),
    value,
  ]);
  return { ...config, ...Object.fromEntries(copies) };
}

function nameIn(urn: string): string {
  return `::${urn.split("::").at(-1)}`;
}

test.each(goldenFiles())(
  "%s: the plugin takes over a state of dynamic resources unchanged, and back is one update that sends nothing",
  async (file) => {
    const { passphrase, config, program, atlas: seed, state } = goldenState(file);
    atlas = await startEmulator({ seed, now: () => madeAt + 3_600_000 });
    engine = await EngineHarness.open({
      program: program.replace('"pulumi-atlas-access"', '"pulumi-atlas-access/plugin"'),
      plugin: true,
      config: forBothHosts({ ...config, "mongodbatlas:baseUrl": atlas.url }),
      // The provider's clock is Atlas's: a rotation must not be due.
      env: { PULUMI_CONFIG_PASSPHRASE: passphrase, ...clockEnvironment(madeAt + 3_600_000 - Date.now()) },
      secretsProvider: "passphrase",
    });
    const here = JSON.stringify(state).replaceAll(atlasAddress, atlas.url);
    await engine.expect(["stack", "import"], { input: here });
    const own = (state.deployment.resources ?? []).filter(({ type }) => type.includes("dynamic/atlas:"));

    // With the stack.
    expect((await engine.up()).stdout).toContain(`${own.length + 1} unchanged`);
    const taken = await engine.stackExport(["--show-secrets"]);
    const live = seed.organizations.flatMap(({ apiKeys = [] }) => apiKeys);
    for (const { urn, id, outputs = {} } of own) {
      const stored = (taken.deployment.resources ?? []).find(
        (resource) => resource.id === id && resource.urn.endsWith(nameIn(urn)),
      );
      expect(stored?.type).toMatch(/^atlas-access:index:/);
      if (outputs.privateKey === undefined || outputs.publicKey === undefined) continue;
      const key = live.find(({ publicKey }) => publicKey === outputs.publicKey);
      // As the engine shows a secret: its JSON in `plaintext`.
      expect(stored?.outputs?.privateKey).toMatchObject({ plaintext: JSON.stringify(key?.privateKey) });
    }

    engine.program({ program, plugin: true });
    // The refresh is the plugin's, the update that of the dynamic resources.
    const back = await engine.up(["--refresh"]);
    expect(back.stdout).toContain(`~ ${own.length} updated`);
    await engine.refresh(["--expect-no-changes"]);

    expect(written(atlas).filter((request) => !request.startsWith("oauth"))).toEqual([]);
  },
);
