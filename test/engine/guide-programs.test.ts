import { readFileSync } from "node:fs";
import { join } from "node:path";
import { acme, callers, globex } from "../../testing/emulator/seed";
import { keyNamed, rolesOf, signIn, useAtlasLab, written } from "../../testing/engine/atlas-harness";
import { storedResource } from "../../testing/engine/deployment";
import { guideProgram } from "../../testing/engine/guide-programs";
import { standIn } from "../../testing/pipelines/fakes";

const keyOf = ({ publicKey, privateKey }: { publicKey: string; privateKey: string }) => ({
  publicKey,
  privateKey,
});
const world = useAtlasLab({
  config: {
    ...signIn(),
    "mongodbatlas:profiles": {
      secret: JSON.stringify({ acme: keyOf(callers.owner), globex: keyOf(callers.stranger) }),
    },
  },
});

/** A page's program with what a reader's program has around it; the engine checks its types. */
function readersProgram(page: string) {
  const names = `const orgId = "${acme}";\nconst otherOrgId = "${globex}";`;
  const head = `import { OrgApiKey } from "pulumi-atlas-access";\n${names}\n`;
  return { program: head + guideProgram(page), language: "ts" as const };
}

test("the program of guides/adopt.md takes over the key that it names, and makes none", async () => {
  const { lab, atlas } = world;
  atlas.store.edit(({ organizations: [organization] }) => {
    const key = organization?.apiKeys?.find(({ desc }) => desc === "plain");
    Object.assign(key ?? {}, { desc: "CI deployer", publicKey: "abcdefgh" });
  });
  lab.program(readersProgram("guides/adopt.md"));

  await lab.up();

  expect(written(atlas)).toEqual([]);
  const { outputs } = storedResource(await lab.stackExport(), "deployer");
  expect(outputs).toMatchObject({ publicKey: "abcdefgh", adopted: true });
});

test("the program of guides/several-organizations-and-fleets.md makes a key in each organization", async () => {
  const { lab, atlas } = world;
  lab.program(readersProgram("guides/several-organizations-and-fleets.md"));

  await lab.up();

  const makers = atlas.requests.filter(({ operationId }) => operationId === "createOrgApiKey");
  expect(makers.map(({ path, caller }) => [path.includes(globex), caller]).sort()).toEqual([
    [false, callers.owner.publicKey],
    [true, callers.stranger.publicKey],
  ]);
});

test("the program of guides/private-keys-outside-the-state.md hands the private key to its command alone", async () => {
  const { lab, atlas } = world;
  const bin = join(lab.sandbox.folder, "fakes");
  const received = join(lab.sandbox.folder, "received");
  const write = `require("node:fs").writeFileSync(${JSON.stringify(received)}, require("node:fs").readFileSync(0))`;
  standIn(bin, "vault", write);
  lab.program(readersProgram("guides/private-keys-outside-the-state.md"));

  await lab.up([], { env: { PATH: `${bin}:${lab.sandbox.env.PATH}` } });

  const key = keyNamed(atlas, "CI deployer");
  expect(rolesOf(key, acme)).toEqual(["ORG_READ_ONLY"]);
  expect(readFileSync(received, "utf8")).toBe(key.privateKey);
  expect(JSON.stringify(await lab.stackExport(["--show-secrets"]))).not.toContain(key.privateKey);
});
