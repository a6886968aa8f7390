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

const harness = useAtlasHarness({ program: deployer() });

test("Ctrl-C in the middle of an up lets running creations end, stores them, and the next up finishes", async () => {
  const { engine, atlas } = harness;
  atlas.fail("createOrgApiKey", { kind: "delay", ms: 2_500, times: 1 });

  const up = engine.start(["up", "--yes", "--skip-preview"]);
  await up.printed(/OrgApiKey key creating/);
  up.signal("SIGINT", "group");
  const result = await up.done;

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
