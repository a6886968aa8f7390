import { AmbiguousError, MissingError } from "../../provider/core/errors";
import { acme, blog, globex, plainAccounts, seed, serviceAccount, shop } from "../../testing/emulator/seed";
import { LookUpHarness } from "../../testing/resources/look-up-harness";

const idOf = (digits: string) => `mdb_sa_id_5f00000000000000000000${digits}`;
const secretOf = (digits: string, at: number) => ({
  id: `5f00000000000000000000${digits}`,
  secret: `mdb_sa_sk_${digits.padStart(40, "s")}`,
  createdAt: new Date(Date.UTC(2029, 0, at)).toISOString(),
  expiresAt: new Date(Date.UTC(2031, 0, at)).toISOString(),
});

const reporter = {
  clientId: idOf("d1"),
  name: "reporter",
  description: "nightly reports",
  createdAt: "2029-01-01T00:00:00Z",
  roles: [
    "ORG_READ_ONLY",
    "ORG_BILLING_READ_ONLY",
    { groupId: shop, roleName: "GROUP_READ_ONLY" },
    { groupId: shop, roleName: "GROUP_CLUSTER_MANAGER" },
  ],
  secrets: [{ ...secretOf("e2", 2), lastUsedAt: "2029-01-05T00:00:00Z" }, secretOf("e1", 1)],
};
const withSharedName = (digits: string) => ({
  clientId: idOf(digits),
  name: "shared name",
  description: "shared name",
  roles: ["ORG_MEMBER", { groupId: blog, roleName: "GROUP_OWNER" }],
});

let harness: LookUpHarness;
beforeEach(async () => {
  harness = await LookUpHarness.start(seed());
  harness.emulator.store.edit(({ organizations: [first] }) => {
    first?.serviceAccounts?.push(reporter, withSharedName("d2"), withSharedName("d3"));
  });
});
afterEach(() => harness.close());

const found = {
  orgId: acme,
  clientId: idOf("d1"),
  name: "reporter",
  description: "nightly reports",
  createdAt: "2029-01-01T00:00:00Z",
  roles: ["ORG_BILLING_READ_ONLY", "ORG_READ_ONLY"],
  secrets: [
    {
      secretId: "5f00000000000000000000e1",
      createdAt: "2029-01-01T00:00:00Z",
      expiresAt: "2031-01-01T00:00:00Z",
    },
    {
      secretId: "5f00000000000000000000e2",
      createdAt: "2029-01-02T00:00:00Z",
      expiresAt: "2031-01-02T00:00:00Z",
      lastUsedAt: "2029-01-05T00:00:00Z",
    },
  ],
};
const projectRoles = [{ projectId: shop, roles: ["GROUP_CLUSTER_MANAGER", "GROUP_READ_ONLY"] }];

const failure = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => error as Error,
  );
async function idsOf(filters: object): Promise<readonly string[]> {
  const { serviceAccounts } = await harness.call("getServiceAccounts", { orgId: acme, ...filters });
  return (serviceAccounts as { clientId: string }[]).map(({ clientId }) => clientId);
}

test("an account is found by client id or name, with its roles, and with expiry and last use of its secrets", async () => {
  for (const name of [{ clientId: found.clientId }, { name: "reporter" }]) {
    expect(await harness.call("getServiceAccount", { orgId: acme, ...name })).toEqual({
      ...found,
      projectRoles,
    });
  }
  expect(harness.asked()).toEqual([
    "getOrgServiceAccount",
    "getOrgServiceAccountGroups",
    "listOrgServiceAccounts",
  ]);
});

test("an account that does not exist is an error that suggests the closest name", async () => {
  const byId = await failure(harness.call("getServiceAccount", { orgId: acme, clientId: idOf("ff") }));
  expect(byId).toBeInstanceOf(MissingError);
  expect(byId?.message).toContain(`${idOf("ff")} in organization ${acme}: there is no such service account`);
  const byName = await failure(harness.call("getServiceAccount", { orgId: acme, name: "reportr" }));
  expect(byName).toBeInstanceOf(MissingError);
  expect(byName?.message).toBe(
    `getServiceAccount "reportr" in organization ${acme}: there is no such service account. Did you mean "reporter"? The name must match exactly; compared with those of the organization's 6 service accounts`,
  );
});

test("several accounts of one name are an error that lists their client ids", async () => {
  const error = await failure(harness.call("getServiceAccount", { orgId: acme, name: "shared name" }));
  expect(error).toBeInstanceOf(AmbiguousError);
  expect(error?.message).toBe(
    `getServiceAccount "shared name" in organization ${acme}: 2 service accounts match: ${idOf("d2")}; ${idOf("d3")}. Select one by clientId`,
  );
});

test("the accounts of an organization take one request, and are returned without project roles", async () => {
  const { serviceAccounts } = await harness.call("getServiceAccounts", { orgId: acme });
  expect(serviceAccounts).toContainEqual(found);
  expect(harness.asked()).toEqual(["listOrgServiceAccounts"]);
});

test("an account must match all filters: role, project and name", async () => {
  expect(await idsOf({})).toEqual([
    serviceAccount.clientId,
    ...plainAccounts,
    idOf("d1"),
    idOf("d2"),
    idOf("d3"),
  ]);
  expect(await idsOf({ role: "ORG_OWNER" })).toEqual([serviceAccount.clientId]);
  expect(await idsOf({ projectId: blog })).toEqual([idOf("d2"), idOf("d3")]);
  expect(await idsOf({ projectId: shop, role: "ORG_READ_ONLY" })).toEqual([idOf("d1")]);
  expect(await idsOf({ projectId: shop, name: "shared name" })).toEqual([]);
  expect(await idsOf({ name: "nobody" })).toEqual([]);
});

test("an organization of another caller and a project that does not exist are errors, not empty lists", async () => {
  expect((await failure(harness.call("getServiceAccounts", { orgId: globex })))?.message).toContain(globex);
  const missing = await failure(harness.call("getServiceAccounts", { orgId: acme, projectId: acme }));
  expect(missing).toBeInstanceOf(MissingError);
});
