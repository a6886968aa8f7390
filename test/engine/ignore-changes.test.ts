import { acme, shop } from "../../testing/emulator/seed";
import { keyNamed, useAtlasHarness, written } from "../../testing/engine/atlas-harness";
import { editKey } from "../../testing/engine/drift-harness";
import { deployer } from "../../testing/engine/programs";

/** docs/reference/previews.md documents this; its table has the exit codes of every command. */
const ignoring = { ignoreChanges: ["roles"] };
const harness = useAtlasHarness({ applied: deployer({ keyOptions: ignoring }) });
const nothing = "--expect-no-changes";
const byHand = [
  { orgId: acme, roleName: "ORG_OWNER" },
  { groupId: shop, roleName: "GROUP_CLUSTER_MANAGER" },
  { groupId: shop, roleName: "GROUP_READ_ONLY" },
];

test("the state holds the option for each resource, as the last up stored it", async () => {
  const { engine } = harness;
  const stored = async () => {
    const { resources = [] } = (await engine.stackExport()).deployment;
    return resources.filter(({ type }) => type.includes("atlas:")).map((resource) => resource.ignoreChanges);
  };
  expect(await stored()).toEqual([["roles"], undefined]);
  engine.program(deployer());
  await engine.preview();
  expect(await stored()).toEqual([["roles"], undefined]);
  await engine.up();
  expect(await stored()).toEqual([undefined, undefined]);
});

test("the program's own change of an ignored property is not seen and not applied", async () => {
  const { engine, atlas } = harness;
  engine.program(deployer({ key: { roles: ["ORG_MEMBER"] }, keyOptions: ignoring }));

  await engine.preview([nothing]);
  await engine.up(["--refresh"]);

  expect(written(atlas)).toEqual([]);
});

test("a change in Atlas of an ignored property is shown once by up --refresh, which stores it in the state", async () => {
  const { engine, atlas } = harness;
  editKey(atlas, "deployer", () => ({ roles: byHand }));

  const { stdout } = await engine.preview(["--refresh", "--diff", nothing]);
  expect(stdout).toMatch(/OrgApiKey: \(refresh\)[\s\S]*"ORG_READ_ONLY" => "ORG_OWNER"/);
  expect(stdout).not.toContain("OrgApiKey: (update)");

  await engine.up(["--refresh"]);
  expect(written(atlas)).toEqual([]);
  expect(keyNamed(atlas, "deployer").roles).toEqual(byHand);
  // From here on nothing shows the difference, although the program has another role.
  await engine.refresh(["--preview-only", nothing]);
  await engine.preview(["--refresh", nothing]);
});
