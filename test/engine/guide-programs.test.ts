import { readFileSync } from "node:fs";
import { join } from "node:path";
import { acme, callers, globex } from "../../testing/emulator/seed";
import { keyNamed, rolesOf, signIn, useAtlasHarness, written } from "../../testing/engine/atlas-harness";
import { storedResource } from "../../testing/engine/deployment";
import { guideProgram } from "../../testing/engine/guide-programs";
import { fake } from "../../testing/pipelines/fakes";

const keyOf = ({ publicKey, privateKey }: { publicKey: string; privateKey: string }) => ({
  publicKey,
  privateKey,
});
const harness = useAtlasHarness({
  // So that the engine checks their types, as it does for a reader.
  env: { PULUMI_NODEJS_TRANSPILE_ONLY: "" },
  config: {
    ...signIn(),
    "mongodbatlas:profiles": {
      secret: JSON.stringify({ acme: keyOf(callers.owner), globex: keyOf(callers.stranger) }),
    },
  },
});

/** A page's program within a complete program; the engine checks its types. */
function readersProgram(page: string) {
  const names = `const orgId = "${acme}";\nconst otherOrgId = "${globex}";`;
  const head = `import { OrgApiKey } from "pulumi-atlas-access";\n${names}\n`;
  return { program: head + guideProgram(page), language: "ts" as const };
}

test("the program of guides/adopt.md adopts the key that it names, and creates none", async () => {
  const { engine, atlas } = harness;
  atlas.store.edit(({ organizations: [organization] }) => {
    const key = organization?.apiKeys?.find(({ desc }) => desc === "plain");
    Object.assign(key ?? {}, { desc: "CI deployer", publicKey: "abcdefgh" });
  });
  engine.program(readersProgram("guides/adopt.md"));

  await engine.up();

  expect(written(atlas)).toEqual([]);
  const { outputs } = storedResource(await engine.stackExport(), "deployer");
  expect(outputs).toMatchObject({ publicKey: "abcdefgh", adopted: true });
});

test("the program of guides/several-organizations-and-fleets.md makes a key in each organization", async () => {
  const { engine, atlas } = harness;
  engine.program(readersProgram("guides/several-organizations-and-fleets.md"));

  await engine.up();

  const makers = atlas.requests.filter(({ operationId }) => operationId === "createOrgApiKey");
  expect(makers.map(({ path, caller }) => [path.includes(globex), caller]).sort()).toEqual([
    [false, callers.owner.publicKey],
    [true, callers.stranger.publicKey],
  ]);
});

test("the program of guides/private-keys-outside-the-state.md hands the private key to its command alone", async () => {
  const { engine, atlas } = harness;
  const bin = join(engine.sandbox.folder, "fakes");
  const received = join(engine.sandbox.folder, "received");
  const write = `require("node:fs").writeFileSync(${JSON.stringify(received)}, require("node:fs").readFileSync(0))`;
  fake(bin, "vault", write);
  engine.program(readersProgram("guides/private-keys-outside-the-state.md"));

  await engine.up([], { env: { PATH: `${bin}:${engine.sandbox.env.PATH}` } });

  const key = keyNamed(atlas, "CI deployer");
  expect(rolesOf(key, acme)).toEqual(["ORG_READ_ONLY"]);
  expect(readFileSync(received, "utf8")).toBe(key.privateKey);
  expect(JSON.stringify(await engine.stackExport(["--show-secrets"]))).not.toContain(key.privateKey);
});

test.each(["organization-settings", "organization-delegation-settings"])(
  "the program of reference/%s.md applies its settings, and a second up changes nothing",
  async (page) => {
    const { engine, atlas } = harness;
    engine.program(readersProgram(`reference/${page}.md`));

    await engine.up();

    expect(written(atlas)).toHaveLength(1);
    await engine.up(["--expect-no-changes"]);
  },
);
