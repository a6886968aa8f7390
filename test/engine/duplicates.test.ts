import { acme, callers } from "../../testing/emulator/seed";
import { asked, keyNamed, keysNamed, useAtlasHarness, written } from "../../testing/engine/atlas-harness";
import { errors, warnings } from "../../testing/engine/console-output";
import { deployer } from "../../testing/engine/programs";

const harness = useAtlasHarness({ applied: deployer() });

const second = (more: object = {}) =>
  `${deployer()}\nnew OrgApiKey("second", ${JSON.stringify({
    orgId: acme,
    description: "reader",
    roles: ["ORG_READ_ONLY"],
    ...more,
  })});`;

const reader = `${callers.reader.id}, public key ${callers.reader.publicKey}, created 2020-07-04 04:05:20 UTC`;

test("a key of the same description is named in a warning, with its id, public key and creation time", async () => {
  const { engine, atlas } = harness;
  engine.program(second());

  const result = await engine.up();

  expect(warnings(result)).toEqual([
    expect.stringContaining(
      `OrgApiKey "reader" in organization ${acme}: a key of this description already exists: ${reader}.`,
    ),
  ]);
  expect(result.stdout).toContain("1 warning");
  expect(keysNamed(atlas, "reader")).toHaveLength(2);
});

test('duplicates: "refuse" makes a key of the same description an error, before any create', async () => {
  const { engine, atlas } = harness;
  engine.program(second({ duplicates: "refuse" }));

  const result = await engine.up([], { code: 1 });

  expect(errors(result)).toEqual([expect.stringContaining(`already exists: ${reader}. Delete it in Atlas`)]);
  expect(warnings(result)).toEqual([]);
  expect(asked(atlas)).toEqual(["listOrgApiKeys"]);
});

test("many keys that are created at once share one list request for duplicates", async () => {
  const { engine, atlas } = harness;
  engine.program(
    `${deployer()}\nfor (const n of [1, 2, 3, 4]) {
  new OrgApiKey("key" + n, { orgId: "${acme}", description: "key " + n, roles: ["ORG_READ_ONLY"] });
}`,
  );

  await engine.up();

  expect(asked(atlas).filter((request) => request === "listOrgApiKeys")).toHaveLength(1);
  expect(written(atlas)).toHaveLength(4);
});

test("for a key that is replaced on demand, the warning says that the run deletes it if it replaces it", async () => {
  const { engine, atlas } = harness;
  const { id } = keyNamed(atlas, "deployer");

  const result = await engine.up(["--replace", "**::key"]);

  expect(warnings(result)).toEqual([
    expect.stringMatching(`${id}, .* If this run replaces it, it is deleted at the end of the run`),
  ]);
  expect(atlas.store.apiKey(id)).toBeUndefined();
});
