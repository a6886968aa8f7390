import { acme } from "../../testing/emulator/seed";
import { keysNamed, useAtlasHarness, written } from "../../testing/engine/atlas-harness";
import { storedResource } from "../../testing/engine/deployment";
import { guideProgram } from "../../testing/engine/guide-programs";
import { clockEnvironment } from "../../testing/rotation/clock";

const harness = useAtlasHarness();
const dayMs = 86_400_000;

/** Moves Atlas's clock, and returns the environment by which that of the provider is the same. */
function after(days: number) {
  harness.behindMs = -days * dayMs;
  return { env: clockEnvironment(days * dayMs) };
}

const outputs = async (name = "ci") =>
  storedResource(await harness.engine.stackExport(["--show-secrets"]), name).outputs ?? {};
const keys = () =>
  harness.atlas.store
    .state()
    .organizations.flatMap(({ apiKeys = [] }) => apiKeys)
    .filter(({ desc }) => desc?.startsWith("CI deployer"));

test("the program of guides/rotation.md rotates when it is due, is silent before, and a refresh shows nothing", async () => {
  const { engine, atlas } = harness;
  const head = `import { RotatingOrgApiKey } from "pulumi-atlas-access";\nconst orgId = "${acme}";\n`;
  engine.program({ program: head + guideProgram("guides/rotation.md"), language: "ts" });
  await engine.up([], after(0));
  const first = await outputs();
  await engine.preview(["--expect-no-changes"], after(29.9));

  const due = after(30);
  await engine.refresh(["--preview-only", "--expect-no-changes"], due);
  const preview = await engine.preview([], due);
  expect(preview.stdout).toContain("~ 1 to update");
  expect(preview.stdout.replace(/\s+/g, " ")).toContain(
    `API key ${first.currentApiKeyId} (public key ${first.currentPublicKey}) becomes the previous one and stays valid for 72 hours`,
  );
  atlas.clearRequests();
  await engine.refresh([], due);
  expect(written(atlas)).toEqual([]);
  await engine.up([], due);
  const second = await outputs();
  expect(second).toMatchObject({
    previousApiKeyId: first.currentApiKeyId,
    previousPrivateKey: first.currentPrivateKey,
    currentNumber: 2,
  });
  expect(keys().map(({ id }) => id)).toEqual([first.currentApiKeyId, second.currentApiKeyId]);
  expect(JSON.stringify(await engine.stackExport())).not.toContain(keys()[1]?.privateKey);

  await engine.up([], after(33.1));
  expect(keys().map(({ id }) => id)).toEqual([second.currentApiKeyId]);
  await engine.up(["--expect-no-changes"], after(34));
});

test("a plain key becomes a rotating one by an alias and a plain one again by adopt, and is live all the time", async () => {
  const { engine, atlas } = harness;
  const plain = { orgId: acme, description: "ci", roles: ["ORG_READ_ONLY"] };
  const program = (name: string, args: string, options = "") =>
    `const { ${name} } = require("pulumi-atlas-access");\nnew ${name}("ci", ${args}${options});\n`;
  engine.program(program("OrgApiKey", JSON.stringify(plain)));
  await engine.up([], after(0));
  const { apiKeyId, privateKey } = await outputs();

  const rotating = JSON.stringify({ ...plain, rotateEveryDays: 7, overlapHours: 48 });
  const alias = ', { aliases: [{ type: "pulumi-nodejs:dynamic/atlas:OrgApiKey" }] }';
  engine.program(program("RotatingOrgApiKey", rotating, alias));
  atlas.clearRequests();
  await engine.up([], after(1));
  expect(written(atlas)).toEqual(["updateOrgApiKey desc"]);
  const taken = await outputs();
  expect(taken).toMatchObject({
    currentApiKeyId: apiKeyId,
    currentPrivateKey: privateKey,
    rotationId: apiKeyId,
  });

  engine.program(program("RotatingOrgApiKey", rotating));
  await engine.up([], after(8));
  await engine.up([], after(11));
  const rotated = await outputs();
  expect(rotated.currentApiKeyId).not.toBe(apiKeyId);

  const value = JSON.parse(String((rotated.currentPrivateKey as { plaintext: string }).plaintext));
  const adopting = {
    ...plain,
    adopt: { apiKeyId: rotated.currentApiKeyId },
    privateKey: value,
    deleteOnDestroy: true,
  };
  engine.program(program("OrgApiKey", JSON.stringify(adopting)));
  await engine.up([], after(12));
  expect(keysNamed(atlas, "ci")).toMatchObject([{ id: rotated.currentApiKeyId }]);
  expect(await outputs()).toMatchObject({
    apiKeyId: rotated.currentApiKeyId,
    privateKey: rotated.currentPrivateKey,
  });
});
