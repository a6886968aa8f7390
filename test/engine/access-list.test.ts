import { join, resolve } from "node:path";
import { acme, callers } from "../../testing/emulator/seed";
import { asked, keyNamed, signIn, useAtlasHarness, written } from "../../testing/engine/atlas-harness";
import { changedLines, warnings } from "../../testing/engine/console-output";
import { storedResource } from "../../testing/engine/deployment";
import { privateProject } from "../../testing/sandbox/private-project";

const entries = ["198.51.100.0/24", "2001:db8:17::/48", "203.0.113.7"];

/** A key and its list, each with additional or replaced inputs. */
const listed = (list: object = {}, key: object = {}) => `
const { OrgApiKey, OrgApiKeyAccessList } = require("pulumi-atlas-access");
const key = new OrgApiKey("key", ${JSON.stringify({ orgId: acme, description: "deployer", roles: ["ORG_READ_ONLY"], ...key })});
new OrgApiKeyAccessList("from", { apiKeyId: key.apiKeyId, ...${JSON.stringify({ orgId: acme, entries, ...list })} });`;

/** The list alone, of a key that exists. */
const listOf = (apiKeyId: string, list: object = {}) => `
const { OrgApiKeyAccessList } = require("pulumi-atlas-access");
new OrgApiKeyAccessList("from", ${JSON.stringify({ orgId: acme, apiKeyId, entries, ...list })});`;

const harness = useAtlasHarness({ applied: listed() });

const entriesOf = (description: string) =>
  (keyNamed(harness.atlas, description).accessList ?? [])
    .map((entry) => (typeof entry === "string" ? entry : entry.address).replace(/(\.\d+)\/32$/, "$1"))
    .sort();

/** Changes the entries of a key in Atlas. */
function setEntries(description: string, ...accessList: string[]) {
  harness.atlas.store.edit(({ organizations }) => {
    const key = organizations[0]?.apiKeys?.find(({ desc }) => desc === description);
    if (!key) throw new Error(`There is no key ${description}`);
    key.accessList = accessList;
  });
}

test("the example runs as it is, and another spelling of its entries is no change", async () => {
  const { engine, atlas } = harness;
  const place = { cwd: resolve(__dirname, "../../examples/access-list") };
  const cwd = privateProject(engine.sandbox, place.cwd);
  const { "mongodbatlas:privateKey": privateKey, ...plain } = signIn();
  const settings = { ...plain, "mongodbatlas:baseUrl": atlas.url, orgId: acme };
  const flags = Object.entries(settings).flatMap(([name, value]) => ["--plaintext", `${name}=${value}`]);
  await engine.expect(["stack", "init", "example"], { cwd });
  const secret = ["--secret", `mongodbatlas:privateKey=${privateKey.secret}`];
  await engine.expect(["config", "set-all", ...flags, ...secret], { cwd });
  const args = ["--stack", "example", "--config-file", join(cwd, "Pulumi.example.yaml")];

  await engine.up(args, place);

  expect(entriesOf("CI deployer")).toEqual(entries);
  const spelt = ["198.51.100.0/24", "203.0.113.7/32", "2001:0DB8:0017:0000::/48", "203.0.113.7"];
  await engine.expect(["config", "set", "entries", JSON.stringify(spelt)], { cwd });
  await engine.preview(["--expect-no-changes", ...args], place);
});

test("entries that were changed in Atlas are shown by a preview with --refresh and restored by the up", async () => {
  const { engine, atlas } = harness;
  setEntries("deployer", ...entries.slice(0, 2), "192.0.2.66");

  const preview = await engine.preview(["--refresh", "--diff"]);
  expect(changedLines(preview)).toEqual(
    expect.arrayContaining([
      expect.stringContaining('"192.0.2.66"'),
      expect.stringContaining('"203.0.113.7"'),
    ]),
  );
  expect(written(atlas)).toEqual([]);

  await engine.up(["--refresh"]);
  expect(written(atlas)).toEqual(["createOrgApiKeyAccessListEntry array", "deleteOrgApiKeyAccessListEntry"]);
  expect(entriesOf("deployer")).toEqual(entries);
});

test("a list of a key with other entries is adopted after the preview named the entries", async () => {
  const { engine, atlas } = harness;
  engine.program(listOf(callers.reader.id, { adopt: true }));
  setEntries("reader", "192.0.2.66", "203.0.113.7");

  const preview = await engine.preview();
  expect(warnings(preview)).toEqual([expect.stringContaining("adopting it removes 192.0.2.66")]);

  await engine.up();
  expect(entriesOf("reader")).toEqual(entries);
  expect(storedResource(await engine.stackExport(), "from").outputs).toMatchObject({ adopted: true });
  expect(
    written(atlas).filter((request) => request.startsWith("deleteOrgApiKeyAccessListEntry")),
  ).toHaveLength(1);
});

test("a list removed from the program leaves its entries in Atlas, with a warning", async () => {
  const { engine, atlas } = harness;
  engine.program(listed().replace(/\nnew OrgApiKeyAccessList.*/, ""));

  const result = await engine.up();

  expect(warnings(result)).toEqual([expect.stringContaining("its entries stay until the key is deleted")]);
  expect(asked(atlas)).toEqual([]);
  expect(entriesOf("deployer")).toEqual(entries);
});

test("a destroy of key and list deletes the key together with its entries", async () => {
  const { engine, atlas } = harness;

  await engine.destroy();

  expect(written(atlas)).toEqual(["deleteOrgApiKey"]);
});
