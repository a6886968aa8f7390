import { account, keyOf, owner, useDoctorHarness } from "../../testing/cli/doctor-harness";
import { acme, blog, callers, globex, shop } from "../../testing/emulator/seed";

const harness = useDoctorHarness();
const plainId = "5f00000000000000000000b2";

/** A resource as the engine's state has it. */
function stored(type: string, name: string, values: Record<string, unknown>) {
  const full = `pulumi-nodejs:dynamic/atlas:${type}`;
  const urn = `urn:pulumi:dev::access::${full}::${name}`;
  return { urn, type: full, id: name, custom: true, inputs: values, outputs: values };
}

const key = stored("OrgApiKey", "key", { orgId: acme, description: "plain" });
const list = stored("OrgApiKeyAccessList", "list", {
  orgId: acme,
  apiKeyId: plainId,
  entries: ["192.0.2.1"],
});
const inShop = stored("ProjectApiKeyAssignment", "in-shop", { projectId: shop, apiKeyId: plainId });
const inBlog = stored("ProjectApiKeyAssignment", "in-blog", { projectId: blog, apiKeyId: plainId });
const existing = stored("Organization", "acme", { orgId: acme, name: "Acme" });
const elsewhere = stored("OrgApiKey", "elsewhere", { orgId: globex, description: "x" });
const stack = [key, list, inShop, inBlog, existing];

/** Names of the resources that the credentials can read, change and delete, by the finding. */
async function may(env: Record<string, string>, resources: readonly object[] = stack) {
  harness.engineWithStack("3.232.0", resources);
  const { of } = await harness.findings(env, ["--stack", "dev"]);
  const finding = of("resources");
  const all = (finding.facts?.resources ?? []) as { urn: string; [action: string]: unknown }[];
  const names = (action: string) =>
    all.filter((one) => one[action] === true).map(({ urn }) => urn.split("::").at(-1));
  return { finding, read: names("read"), change: names("change"), delete: names("delete") };
}

test("an owner can read, change and delete all resources of a stack", async () => {
  const { finding } = await may(owner);
  expect(finding).toMatchObject({
    level: "ok",
    summary: "of 5 resources, the credentials can read 5, change 5 and delete 5",
  });
});

test("ORG_READ_ONLY can read everything except access lists, and the finding names the missing roles", async () => {
  const { finding, read, change } = await may(keyOf(callers.reader));
  expect([finding.level, read, change]).toEqual(["warn", ["key", "in-shop", "in-blog", "acme"], []]);
  expect(finding.details).toContain("OrgApiKeyAccessList list: read needs Organization Owner");
  expect(finding.details).toContain("ProjectApiKeyAssignment in-shop: change needs Project Access Manager");
});

test("a key can change its own access list, and assignments in projects where it manages access", async () => {
  harness.atlas.store.edit(({ organizations }) => {
    const plain = organizations[0]?.apiKeys?.find(({ id }) => id === plainId);
    plain?.roles?.push({ groupId: shop, roleName: "GROUP_ACCESS_MANAGER" });
  });
  const { publicKey = "", privateKey = "" } = harness.atlas.store.apiKey(plainId) ?? {};
  const found = await may(keyOf({ publicKey, privateKey }));
  expect(found.change).toEqual(["list", "in-shop"]);
  expect(found.delete).toEqual(["list", "in-shop", "acme"]);
});

test("a resource of another organization is not permitted, and a resource with a profile is not counted", async () => {
  const ofProfile = stored("OrgApiKey", "profiled", { orgId: acme, profile: "other" });
  const { finding, read } = await may(owner, [key, elsewhere, ofProfile]);
  expect(read).toEqual(["key"]);
  expect(finding.facts?.resources).toHaveLength(2);
});

test("permissions of a service account that cannot read its project roles are unknown", async () => {
  harness.atlas.store.edit(({ organizations }) => {
    const [first] = organizations[0]?.serviceAccounts ?? [];
    if (first) first.roles = ["ORG_READ_ONLY"];
  });
  const { finding } = await may(account, [inShop]);
  expect(finding.facts?.resources).toEqual([
    expect.objectContaining({ read: true, change: null, delete: null }),
  ]);
  expect(finding.details?.[0]).toContain("not known");
});

test("without a stack the check is skipped", async () => {
  expect((await harness.findings(owner)).levels).toMatchObject({ resources: "skip" });
});
