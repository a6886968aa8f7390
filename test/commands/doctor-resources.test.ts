import { account, keyOf, owner, useDoctorLab } from "../../testing/cli/doctor-harness";
import { acme, blog, callers, globex, shop } from "../../testing/emulator/seed";

const lab = useDoctorLab();
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

/** Names of the resources for which the finding says yes. */
async function may(env: Record<string, string>, resources: readonly object[] = stack) {
  lab.engineWithStack("3.232.0", resources);
  const { of } = await lab.findings(env, ["--stack", "dev"]);
  const finding = of("resources");
  const all = (finding.facts?.resources ?? []) as { urn: string; [action: string]: unknown }[];
  const names = (action: string) =>
    all.filter((one) => one[action] === true).map(({ urn }) => urn.split("::").at(-1));
  return { finding, read: names("read"), change: names("change"), delete: names("delete") };
}

test("an owner could do everything to a stack's resources", async () => {
  const { finding } = await may(owner);
  expect(finding).toMatchObject({
    level: "ok",
    summary: "of 5 resources these credentials could read 5, change 5 and delete 5",
  });
});

test("ORG_READ_ONLY could read all but access lists, and is told what it lacks for the rest", async () => {
  const { finding, read, change } = await may(keyOf(callers.reader));
  expect([finding.level, read, change]).toEqual(["warn", ["key", "in-shop", "in-blog", "acme"], []]);
  expect(finding.details).toContain("OrgApiKeyAccessList list: could not read it without Organization Owner");
  expect(finding.details).toContain(
    "ProjectApiKeyAssignment in-shop: could not change it without Project Access Manager",
  );
});

test("a key could do everything to its own access list, and to assignments where it manages access", async () => {
  lab.atlas.store.edit(({ organizations }) => {
    const plain = organizations[0]?.apiKeys?.find(({ id }) => id === plainId);
    plain?.roles?.push({ groupId: shop, roleName: "GROUP_ACCESS_MANAGER" });
  });
  const { publicKey = "", privateKey = "" } = lab.atlas.store.apiKey(plainId) ?? {};
  const found = await may(keyOf({ publicKey, privateKey }));
  expect(found.change).toEqual(["list", "in-shop"]);
  expect(found.delete).toEqual(["list", "in-shop", "acme"]);
});

test("a resource of another organization, or of a profile, is not these credentials'", async () => {
  const ofProfile = stored("OrgApiKey", "profiled", { orgId: acme, profile: "other" });
  const { finding, read } = await may(owner, [key, elsewhere, ofProfile]);
  expect(read).toEqual(["key"]);
  expect(finding.facts?.resources).toHaveLength(2);
});

test("a service account that may not read the roles of its projects is told so", async () => {
  lab.atlas.store.edit(({ organizations }) => {
    const [first] = organizations[0]?.serviceAccounts ?? [];
    if (first) first.roles = ["ORG_READ_ONLY"];
  });
  const { finding } = await may(account, [inShop]);
  expect(finding.facts?.resources).toEqual([
    expect.objectContaining({ read: true, change: null, delete: null }),
  ]);
  expect(finding.details?.[0]).toContain("not known");
});

test("without a stack the check is left out", async () => {
  expect((await lab.findings(owner)).levels).toMatchObject({ resources: "skip" });
});
