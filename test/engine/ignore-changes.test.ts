import { acme, shop } from "../../testing/emulator/seed";
import { keyNamed, useAtlasLab, written } from "../../testing/engine/atlas-harness";
import { editKey } from "../../testing/engine/drift-harness";
import { deployer } from "../../testing/engine/programs";

/** docs/reference/previews.md says all of this; its table has the exit codes of every command. */
const ignoring = { ignoreChanges: ["roles"] };
const world = useAtlasLab({ applied: deployer({ keyOptions: ignoring }) });
const nothing = "--expect-no-changes";
const byHand = [
  { orgId: acme, roleName: "ORG_OWNER" },
  { groupId: shop, roleName: "GROUP_CLUSTER_MANAGER" },
  { groupId: shop, roleName: "GROUP_READ_ONLY" },
];

test("the state holds the option for each resource, as the last up stored it", async () => {
  const { lab } = world;
  const stored = async () => {
    const { resources = [] } = (await lab.stackExport()).deployment;
    return resources.filter(({ type }) => type.includes("atlas:")).map((resource) => resource.ignoreChanges);
  };
  expect(await stored()).toEqual([["roles"], undefined]);
  lab.program(deployer());
  await lab.preview();
  expect(await stored()).toEqual([["roles"], undefined]);
  await lab.up();
  expect(await stored()).toEqual([undefined, undefined]);
});

test("the program's own change of an ignored property is not seen and not applied", async () => {
  const { lab, atlas } = world;
  lab.program(deployer({ key: { roles: ["ORG_MEMBER"] }, keyOptions: ignoring }));

  await lab.preview([nothing]);
  await lab.up(["--refresh"]);

  expect(written(atlas)).toEqual([]);
});

test("a change in Atlas of an ignored property is shown once by a refreshing up, which takes it into the state", async () => {
  const { lab, atlas } = world;
  editKey(atlas, "deployer", () => ({ roles: byHand }));

  const { stdout } = await lab.preview(["--refresh", "--diff", nothing]);
  expect(stdout).toMatch(/OrgApiKey: \(refresh\)[\s\S]*"ORG_READ_ONLY" => "ORG_OWNER"/);
  expect(stdout).not.toContain("OrgApiKey: (update)");

  await lab.up(["--refresh"]);
  expect(written(atlas)).toEqual([]);
  expect(keyNamed(atlas, "deployer").roles).toEqual(byHand);
  // From here on nothing tells of it, though the program asks for another role.
  await lab.refresh(["--preview-only", nothing]);
  await lab.preview(["--refresh", nothing]);
});
