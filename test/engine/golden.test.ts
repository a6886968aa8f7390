import { type Emulator, startEmulator } from "../../emulator";
import { managed } from "../../testing/engine/atlas-harness";
import { storedResource } from "../../testing/engine/deployment";
import { EngineHarness } from "../../testing/engine/engine-harness";
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

async function load(file: string) {
  const { passphrase, config, program, atlas: seed, state } = goldenState(file);
  atlas = await startEmulator({ seed, now: () => madeAt + 3_600_000 });
  // The provider's clock is Atlas's: a rotation must not be due.
  const clock = clockEnvironment(madeAt + 3_600_000 - Date.now());
  const env = { PULUMI_CONFIG_PASSPHRASE: passphrase, ...clock };
  engine = await EngineHarness.open({
    program,
    config: { ...config, "mongodbatlas:baseUrl": atlas.url },
    env,
    secretsProvider: "passphrase",
  });
  const here = JSON.stringify(state).replaceAll(atlasAddress, atlas.url);
  await engine.expect(["stack", "import"], { input: here });
  return { before: seed, expected: state.deployment.resources ?? [] };
}

test.each(goldenFiles())("%s: no change in a preview; refresh and destroy work", async (file) => {
  const { before, expected } = await load(file);

  await engine.preview(["--expect-no-changes"]);
  await engine.refresh(["--expect-no-changes"]);
  const shown = await engine.stackExport(["--show-secrets"]);
  const live = before.organizations.flatMap(({ apiKeys = [] }) => apiKeys);
  for (const { urn, outputs = {} } of expected) {
    const name = urn.split("::").at(-1) ?? "";
    if (outputs.privateKey === undefined || outputs.publicKey === undefined) continue;
    const key = live.find(({ publicKey }) => publicKey === outputs.publicKey);
    // The engine's form of a secret: its JSON in `plaintext`.
    expect(storedResource(shown, name).outputs?.privateKey).toMatchObject({
      plaintext: JSON.stringify(key?.privateKey),
    });
  }

  await engine.destroy();
  expect(await managed(engine)).toEqual([]);
  const left = atlas.store
    .state()
    .organizations.flatMap(({ name, apiKeys = [] }) => [name, ...apiKeys.map(({ desc }) => desc)]);
  expect(left).not.toContain("made");
  expect(left).not.toContain("Initech");
  expect(left).not.toContain("by a profile");
  expect(left).toEqual(expect.arrayContaining(["Acme", "owner", "plain"]));
});
