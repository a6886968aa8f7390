import { setTimeout as sleep } from "node:timers/promises";
import { asked, keysNamed, managed, useAtlasHarness, written } from "../../testing/engine/atlas-harness";
import type { EngineHarness } from "../../testing/engine/engine-harness";
import { deployer } from "../../testing/engine/programs";
import { KillingProxy } from "../../testing/kill-points/killing-proxy";

const harness = useAtlasHarness({ program: deployer(), credentialsIn: "environment" });
let proxy: KillingProxy;

beforeEach(async () => {
  proxy = await KillingProxy.start();
  proxy.target = harness.atlas.url;
});
afterEach(() => proxy.close());

/** The running provider processes, without the shells that started them. */
const providers = (engine: EngineHarness) =>
  engine.sandbox.processes().filter(({ command }) => /^\S*node .*dynamic-provider/.test(command));

async function noProviderIsLeft(): Promise<void> {
  for (const end = performance.now() + 20_000; providers(harness.engine).length > 0; await sleep(20)) {
    if (performance.now() > end) throw new Error("A provider still runs 20 s after its engine was killed");
  }
}

/** Kills the engine of an `up` while the first request of an operation is delayed; returns the number of waiting providers. */
async function killDuring(operation: string): Promise<number> {
  const { engine } = harness;
  const up = engine.start(["up", "--yes", "--skip-preview"], { env: { MONGODB_ATLAS_BASE_URL: proxy.url } });
  let waiting = 0;
  const strike = async () => {
    up.signal("SIGKILL");
    await up.done;
    // Long enough for a provider to end that does not wait.
    await sleep(1_000);
    waiting = providers(engine).length;
  };
  proxy.set({ phase: "before", operation, nth: 1, loses: false, strike });
  await up.done;
  await proxy.over;
  await noProviderIsLeft();
  return waiting;
}

test("a provider whose engine was killed ends after the response to its running request", async () => {
  const { engine, atlas } = harness;

  expect(await killDuring("createOrgApiKey")).toBe(1);

  expect(atlas.requests.at(-1)).toMatchObject({ operationId: "createOrgApiKey", status: 200 });
  expect(keysNamed(atlas, "deployer")).toHaveLength(1);
  expect(await managed(engine)).toEqual([]);
});

test("a provider whose engine was killed starts no further request, so that it creates no orphaned key", async () => {
  const { atlas } = harness;

  expect(await killDuring("listOrgApiKeys")).toBe(1);

  expect(atlas.requests.at(-1)).toMatchObject({ operationId: "listOrgApiKeys", status: 200 });
  expect(written(atlas)).toEqual([]);
});

test("a provider that has nothing to do does not outlive a killed engine either", async () => {
  const { engine, atlas } = harness;
  engine.program(`${deployer()}\nsetInterval(() => undefined, 1_000);`);

  const preview = engine.start(["preview"]);
  await preview.printed(/OrgApiKey key create/);
  expect(providers(engine)).toHaveLength(1);
  preview.signal("SIGKILL");
  await preview.done;

  await noProviderIsLeft();
  // The preview looked for an existing key; no other request followed.
  expect(asked(atlas)).toEqual(["listOrgApiKeys"]);
});
