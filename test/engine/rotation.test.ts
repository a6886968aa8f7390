import { acme, callers } from "../support/world";
import { managed, signIn, useAtlasLab } from "./atlas-lab";
import { deployer } from "./programs";

const world = useAtlasLab({ applied: deployer() });
const rotated = { publicKey: "rotatedk", privateKey: "77777777-7777-4777-8777-777777777777" };

/** The owner key is deleted in Atlas and another one made, as a rotation ends. */
function rotate(): void {
  world.atlas.store.edit(({ organizations }) => {
    const organization = organizations.find(({ id }) => id === acme);
    if (organization === undefined) throw new Error("the world has no Acme");
    const others = (organization.apiKeys ?? []).filter(
      ({ publicKey }) => publicKey !== callers.owner.publicKey,
    );
    const roles = [{ orgId: acme, roleName: "ORG_OWNER" }];
    organization.apiKeys = [
      ...others,
      { ...rotated, id: "5f00000000000000000000d2", desc: "rotated", roles },
    ];
  });
}

const broken = 'throw new Error("the program must not run");';

test("credentials rotated in the config just work for refresh and destroy without the program", async () => {
  const { lab, atlas } = world;
  rotate();
  await lab.configAll(signIn(rotated));
  lab.program(broken);
  await lab.refresh(["--expect-no-changes"]);
  await lab.destroy();
  expect(await managed(lab)).toEqual([]);
  expect(atlas.requests.at(-1)?.caller).toBe(rotated.publicKey);
});

test("also for a stack that is named by flags, with its settings in another file", async () => {
  const { lab } = world;
  rotate();
  const settings = [`--config-file=${lab.folder}/elsewhere.yaml`];
  await lab.configAll(signIn(rotated), settings);
  await lab.configAll({ "mongodbatlas:baseUrl": world.atlas.url }, settings);
  lab.program(broken);
  await lab.refresh(["--stack", "dev", ...settings, "--expect-no-changes"]);
});

test("without new ones in the config, the refusal names those that were refused and the state is kept", async () => {
  const { lab } = world;
  rotate();
  lab.program(broken);
  const { stdout } = await lab.refresh([], { code: 1 });
  expect(stdout).toContain(`Atlas did not accept the credentials (API key ${callers.owner.publicKey})`);
  expect(await managed(lab)).toEqual(["key", "grant"]);
});
