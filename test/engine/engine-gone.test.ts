import { setTimeout as sleep } from "node:timers/promises";
import { keysNamed, managed, useAtlasLab, written } from "./atlas-lab";
import { deployer } from "./programs";
import type { EngineLab } from "./support/engine-lab";

const world = useAtlasLab({ program: deployer() });

/** The provider processes that live, without the shells that started them. */
const providers = (lab: EngineLab) =>
  lab.sandbox.processes().filter(({ command }) => /^\S*node .*dynamic-provider/.test(command));

async function until(what: string, holds: () => boolean): Promise<void> {
  for (const end = performance.now() + 20_000; !holds(); await sleep(20)) {
    if (performance.now() > end) throw new Error(`It did not come about within 20 s that ${what}`);
  }
}

/** Starts an `up` whose requests of that operation are slow, and kills the engine while one is under way. */
async function killDuring(operation: string) {
  const { lab, atlas } = world;
  atlas.fail(operation, { kind: "delay", ms: 2_000, times: 1 });
  const up = lab.start(["up", "--yes", "--skip-preview"]);
  // Faults are met by requests with good credentials only, so the one that waits is not in the log yet.
  await until("the first request came", () => atlas.requests.length > 0);
  await until("the provider waits for its answer", () => providers(lab).length === 1);
  if (operation !== "listOrgApiKeys") {
    await until("the keys are listed", () =>
      atlas.requests.some((request) => request.operationId === "listOrgApiKeys" && request.status === 200),
    );
  }
  await sleep(300);
  up.signal("SIGKILL");
  await up.done;
}

test("a provider whose engine was killed ends when the request under way is answered", async () => {
  const { lab, atlas } = world;

  await killDuring("createOrgApiKey");

  expect(providers(lab)).toHaveLength(1);
  await until("no provider is left", () => providers(lab).length === 0);
  expect(atlas.requests.at(-1)).toMatchObject({ operationId: "createOrgApiKey", status: 200 });
  expect(keysNamed(atlas, "deployer")).toHaveLength(1);
  expect(await managed(lab)).toEqual([]);
});

test("a provider whose engine was killed begins no further request, so that no key is made for nobody", async () => {
  const { lab, atlas } = world;

  await killDuring("listOrgApiKeys");
  await until("no provider is left", () => providers(lab).length === 0);

  expect(atlas.requests.at(-1)).toMatchObject({ operationId: "listOrgApiKeys", status: 200 });
  expect(written(atlas)).toEqual([]);
});

test("a provider that has nothing to do does not outlive a killed engine either", async () => {
  const { lab, atlas } = world;
  lab.program(`${deployer()}\nsetInterval(() => undefined, 1_000);`);

  const preview = lab.start(["preview"]);
  await preview.printed(/OrgApiKey key create/);
  expect(providers(lab)).toHaveLength(1);
  preview.signal("SIGKILL");

  await until("no provider is left", () => providers(lab).length === 0);
  expect(atlas.requests).toEqual([]);
});
