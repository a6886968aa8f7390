import { acme, callers } from "../../testing/emulator/seed";
import { managed, signIn, signInByVariables, useAtlasHarness } from "../../testing/engine/atlas-harness";
import { errors } from "../../testing/engine/console-output";
import { deployer } from "../../testing/engine/programs";

const harness = useAtlasHarness({ applied: deployer() });
const rotated = { publicKey: "rotatedk", privateKey: "77777777-7777-4777-8777-777777777777" };

/** Deletes the owner key in Atlas and creates another one, as at the end of a rotation. */
function rotate(): void {
  harness.atlas.store.edit(({ organizations }) => {
    const organization = organizations.find(({ id }) => id === acme);
    if (organization === undefined) throw new Error("the seed has no Acme");
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

test.each(["refresh", "destroy"])(
  "%s with rotated credentials uses those of the last up, says whose they are, and both ways out work",
  async (command) => {
    const { engine, atlas } = harness;
    rotate();
    await engine.configAll(signIn(rotated));
    engine.program(broken);
    const result = await engine.expect([command, "--yes", "--skip-preview"], { code: 1 });
    const said = errors(result).join("\n");
    expect(said).toContain(`Atlas did not accept the credentials (API key ${callers.owner.publicKey})`);
    expect(said).toContain(
      "without `--run-program` this operation uses the config that the last `pulumi up` stored",
    );
    expect((await managed(engine)).sort()).toEqual(["grant", "key"]);

    engine.program(deployer());
    await engine.expect(["refresh", "--yes", "--skip-preview", "--run-program"]);
    expect(atlas.requests.at(-1)?.caller).toBe(rotated.publicKey);
    await engine.up();
    engine.program(broken);
    await engine.expect([command, "--yes", "--skip-preview"]);
    expect(atlas.requests.at(-1)?.caller).toBe(rotated.publicKey);
  },
);

test("an address of the last up that no longer responds has the same hint", async () => {
  const { engine, atlas } = harness;
  await engine.config("mongodbatlas:retryBudgetSeconds", "1");
  await engine.config("mongodbatlas:baseUrl", "http://127.0.0.1:9");
  await engine.up();
  await engine.config("mongodbatlas:baseUrl", atlas.url);
  const said = errors(await engine.refresh([], { code: 1 })).join("\n");
  expect(said).toContain("The address comes from the stack's config");
});

describe("credentials in the environment", () => {
  test("are always today's", async () => {
    const { engine, atlas } = harness;
    await engine.expect(["config", "rm", "mongodbatlas:publicKey"]);
    await engine.expect(["config", "rm", "mongodbatlas:privateKey"]);
    const owner = { publicKey: callers.owner.publicKey, privateKey: callers.owner.privateKey };
    await engine.up([], { env: signInByVariables(owner) });
    rotate();
    await engine.refresh(["--expect-no-changes"], { env: signInByVariables(rotated) });
    expect(atlas.requests.at(-1)?.caller).toBe(rotated.publicKey);
    const said = errors(await engine.refresh([], { env: signInByVariables(owner), code: 1 })).join("\n");
    expect(said).toContain("Atlas did not accept the credentials");
    expect(said).not.toContain("--run-program");
  });
});
