import { catalogue } from "../../provider/resources/catalogue.generated";
import { acme, blog, seed, serviceAccount, shop } from "../../testing/emulator/seed";
import { created, ResourceHarness } from "../../testing/resources/harness";

const inputs = {
  projectId: shop,
  name: "shop CI",
  description: "deploys the shop",
  roles: ["GROUP_READ_ONLY"],
};

let harness: ResourceHarness;
beforeEach(async () => {
  harness = await ResourceHarness.start();
});
afterEach(() => harness.close());

/** An account of the project shop with one secret. */
async function makeAccount() {
  const provider = harness.process(catalogue.projectServiceAccount);
  const account = await created(provider, inputs);
  const clientId = String(account.outs?.clientId);
  const secrets = harness.process(catalogue.projectServiceAccountSecret);
  const secret = await created(secrets, { projectId: shop, clientId, expiresAfterHours: 720 });
  return { provider, ...account, clientId, secretId: String(secret.outs?.secretId) };
}

function accountIn(clientId: string) {
  const [organization] = harness.emulator.store.state().organizations;
  return organization?.serviceAccounts?.find((account) => account.clientId === clientId);
}

test("a destroy removes the account from its project, and warns of what stays alive and how to end it", async () => {
  const { id, outs, clientId, secretId } = await makeAccount();
  // Another run: what the program of this one declares is not deleted.
  const provider = harness.process(catalogue.projectServiceAccount);
  await provider.delete(id, outs);

  const left = accountIn(clientId);
  expect(left?.roles).toEqual(["ORG_MEMBER"]);
  expect(left?.secrets?.map((secret) => secret.id)).toEqual([secretId]);
  const [warning = ""] = provider.messages.filter((message) => message.startsWith("warn"));
  expect(warning).toContain(
    `ProjectServiceAccount "shop CI" in project ${shop}: service account ${clientId}`,
  );
  expect(warning).toMatch(
    new RegExp(`stays in the organization as a member, and so does secret ${secretId} \\(until 20`),
  );
  expect(warning).toContain(`deleteOrgServiceAccount --clientId ${clientId} --orgId ORG_ID`);
});

test("roles in other projects and in the organization stay when those in the project change", async () => {
  const { provider, id, outs, inputs: before, clientId } = await makeAccount();
  harness.emulator.store.edit(({ organizations: [first] }) => {
    const account = first?.serviceAccounts?.find((each) => each.clientId === clientId);
    account?.roles?.push({ groupId: blog, roleName: "GROUP_OWNER" });
  });
  await provider.update(id, outs, { ...before, roles: ["GROUP_CLUSTER_MANAGER"] });
  expect(accountIn(clientId)?.roles).toEqual(
    expect.arrayContaining(["ORG_MEMBER", { groupId: blog, roleName: "GROUP_OWNER" }]),
  );
});

test("the account that the provider itself uses is not removed from its project", async () => {
  const { clientId, clientSecret } = serviceAccount;
  harness.emulator.store.edit(({ organizations: [first] }) => {
    const account = first?.serviceAccounts?.find((each) => each.clientId === clientId);
    account?.roles?.push({ groupId: shop, roleName: "GROUP_OWNER" });
  });
  const process = () => harness.process(catalogue.projectServiceAccount, { clientId, clientSecret });
  const own = { ...inputs, name: "ci", description: "ci", roles: ["GROUP_OWNER"], adopt: { clientId } };
  const { id, outs } = await created(process(), { ...own, deleteOnDestroy: true });
  await expect(process().delete(id, outs)).rejects.toThrow(
    `Unassign service account ${clientId} ("ci"): it is the account that this provider uses`,
  );
});

test("an owner of the project alone makes the account, its secret and its access list", async () => {
  const ownerOfShop = {
    publicKey: "shopownr",
    privateKey: "77777777-7777-4777-8777-777777777777",
    id: "5f00000000000000000000b7",
  };
  harness.emulator.store.replace(seed());
  harness.emulator.store.edit(({ organizations: [first] }) => {
    const roles = [
      { orgId: acme, roleName: "ORG_MEMBER" },
      { groupId: shop, roleName: "GROUP_OWNER" },
    ];
    first?.apiKeys?.push({ ...ownerOfShop, desc: "owner of shop", roles });
  });
  const { publicKey, privateKey } = ownerOfShop;
  const as = { publicKey, privateKey };
  const account = await created(harness.process(catalogue.projectServiceAccount, as), inputs);
  const of = { projectId: shop, clientId: account.outs?.clientId };
  await created(harness.process(catalogue.projectServiceAccountSecret, as), { ...of, expiresAfterHours: 24 });
  const list = { ...of, entries: ["192.0.2.17"] };
  await created(harness.process(catalogue.projectServiceAccountAccessList, as), list);
  const made = accountIn(String(of.clientId));
  expect(made?.secrets).toHaveLength(1);
  expect(made?.accessList).toHaveLength(1);
});
