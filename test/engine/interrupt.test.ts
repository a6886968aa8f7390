import { acme, shop } from "../../testing/emulator/seed";
import {
  keyNamed,
  keysNamed,
  managed,
  rolesOf,
  useAtlasHarness,
  written,
} from "../../testing/engine/atlas-harness";
import { deployer } from "../../testing/engine/programs";
import { KillingProxy } from "../../testing/kill-points/killing-proxy";

const harness = useAtlasHarness({ program: deployer(), credentialsIn: "environment" });

test("Ctrl-C in the middle of an up lets running creations end, stores them, and the next up finishes", async () => {
  const { engine, atlas } = harness;
  const proxy = await KillingProxy.start();
  proxy.target = atlas.url;
  const strike = async () => {
    up.signal("SIGINT", "group");
    await up.printed(/cancelling/);
  };
  proxy.set({ phase: "before", operation: "createOrgApiKey", nth: 1, loses: false, strike });

  const up = engine.start(["up", "--yes", "--skip-preview"], { env: { MONGODB_ATLAS_BASE_URL: proxy.url } });
  const result = await up.done;
  await proxy.close();

  expect(result.code).toBe(1);
  expect(result.stdout + result.stderr).toContain("update canceled");
  expect(await managed(engine)).toEqual(["key"]);
  expect(written(atlas)).toEqual(["createOrgApiKey desc roles"]);

  await engine.up();
  expect(written(atlas)).toEqual(["createOrgApiKey desc roles", "addGroupApiKey array"]);
  expect(keysNamed(atlas, "deployer")).toHaveLength(1);
  expect(rolesOf(keyNamed(atlas, "deployer"), shop)).toHaveLength(2);
  expect(rolesOf(keyNamed(atlas, "deployer"), acme)).toEqual(["ORG_READ_ONLY"]);
});
