import type { StatusError } from "../../../provider/host/sdk-internals";
import { acme, shop } from "../../../testing/emulator/seed";
import { PluginHarness, urnOf } from "../../../testing/hosts/plugin-harness";

let harness: PluginHarness;
beforeEach(async () => {
  harness = await (await PluginHarness.start()).configure();
});
afterEach(() => harness.close());

const inputs = { orgId: acme, description: "deployer", roles: ["ORG_READ_ONLY"] };
const failed = (work: Promise<unknown>): Promise<StatusError> =>
  work.then(
    () => Promise.reject(new Error("it succeeded")),
    (error) => error,
  );

test("an unknown resource type is an error that names the closest one", async () => {
  const { details } = await failed(harness.check("OrgApiKy", inputs));
  expect(details).toBe(
    "atlas-access:index:OrgApiKy: this plugin has no such resource. Did you mean atlas-access:index:OrgApiKey?",
  );
});

test("an unknown function is an error that names the closest one, or all", async () => {
  expect((await failed(harness.invoke("getOrgApiKeyz", {}))).details).toContain(
    "Did you mean atlas-access:index:getOrgApiKey",
  );
  expect((await failed(harness.invoke("nothing", {}))).details).toMatch(
    /no such function\. It has atlas-access:index:getCaller, /,
  );
});

test("an unknown property is a check failure without a property name, so that no value is printed", async () => {
  const { failures } = await harness.check("OrgApiKey", { ...inputs, rolez: ["ORG_READ_ONLY"] });
  expect(failures).toEqual([
    { property: "", reason: "rolez: OrgApiKey has no such input: did you mean roles?" },
  ]);
});

test("a look-up returns its result", async () => {
  expect(await harness.invoke("getOrganization", { orgId: acme })).toMatchObject({
    orgId: acme,
    name: "Acme",
  });
});

test("a look-up with wrong arguments is an error that names them", async () => {
  const { details } = await failed(harness.invoke("getOrganization", { orgid: acme }));
  expect(details).toContain("orgid: getOrganization has no such input: did you mean orgId?");
});

test("a warning belongs to the resource whose operation logs it", async () => {
  await harness.create("OrgApiKey", { ...inputs, description: "plain" });
  expect(harness.logged).toEqual([
    { level: "warning", text: expect.stringContaining("already exists"), urn: urnOf("OrgApiKey") },
  ]);
});

test("a role that this version does not know is accepted with one warning", async () => {
  const unusual = { ...inputs, roles: ["ORG_TIME_TRAVELLER"] };
  for (let n = 0; n < 2; n++) expect((await harness.check("OrgApiKey", unusual)).failures).toEqual([]);
  expect(harness.logged).toEqual([
    {
      level: "warning",
      text: expect.stringMatching(/^roles: .*ORG_TIME_TRAVELLER/),
      urn: urnOf("OrgApiKey"),
    },
  ]);
});

test("the preview of a create warns of an object that exists already", async () => {
  const grant = { projectId: shop, apiKeyId: "5f00000000000000000000b2", roles: ["GROUP_OWNER"] };
  await harness.create("ProjectApiKeyAssignment", grant);
  await harness.create("ProjectApiKeyAssignment", grant, { preview: true });
  expect(harness.logged).toEqual([
    {
      level: "warning",
      text: expect.stringContaining("it exists already with these roles"),
      urn: urnOf("ProjectApiKeyAssignment"),
    },
  ]);
});

test("an import reads project roles and the access list of a key that has them", async () => {
  harness.emulator.store.edit(({ organizations }) => {
    const key = organizations[0]?.apiKeys?.find(({ desc }) => desc === "plain");
    key?.roles?.push({ groupId: shop, roleName: "GROUP_OWNER" });
    if (key) key.accessList = ["192.0.2.1"];
  });
  const { inputs: found, state } = await harness.read("OrgApiKey", `${acme}/5f00000000000000000000b2`);
  expect(found).toEqual({
    orgId: acme,
    description: "plain",
    roles: ["ORG_READ_ONLY"],
    projectRoles: { [shop]: ["GROUP_OWNER"] },
    accessList: ["192.0.2.1"],
  });
  expect(state).toMatchObject({ ...found, adopted: true, publicKey: "plainkyb" });
  expect(state).not.toHaveProperty("privateKey");
});

test("an import of a key without project roles and access list manages neither", async () => {
  const { inputs: found } = await harness.read("OrgApiKey", `${acme}/5f00000000000000000000b2`);
  expect(found).toEqual({ orgId: acme, description: "plain", roles: ["ORG_READ_ONLY"] });
});

test("customTimeouts limits the operation with all its requests, and the error names it", async () => {
  harness.emulator.fail("createOrgApiKey", { kind: "delay", ms: 1_500 });
  const startedAt = performance.now();
  const { details } = await failed(harness.create("OrgApiKey", inputs, { timeoutS: 1 }));
  expect(performance.now() - startedAt).toBeLessThan(1_400);
  expect(details).toContain("The resource's customTimeouts allows 1 s for a create");
});
