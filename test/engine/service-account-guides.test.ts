import type { SeedApiKey } from "../../emulator";
import { acme, shop } from "../../testing/emulator/seed";
import { keyNamed, rolesOf, useAtlasHarness, written } from "../../testing/engine/atlas-harness";
import { driftReport, resourceIn, statuses } from "../../testing/engine/drift-harness";
import { guideProgram } from "../../testing/engine/guide-programs";

const harness = useAtlasHarness();

/** The service account of that name in Atlas. */
function accountNamed(name: string) {
  const { organizations } = harness.atlas.store.state();
  const found = organizations.flatMap(({ serviceAccounts = [] }) => serviceAccounts);
  const account = found.find((each) => each.name === name);
  if (account === undefined) throw new Error(`There is no service account ${name}`);
  return account;
}

const addressesOf = ({ accessList = [] }: Pick<SeedApiKey, "accessList">) =>
  accessList.map((entry) => (typeof entry === "string" ? entry : entry.address));

test("the account beside a key has the same access, and stays when the key is removed", async () => {
  const { engine, atlas } = harness;
  const program = guideProgram("guides/moving-to-service-accounts.md");
  engine.program(program);
  await engine.up(["--skip-preview"]);

  const [key, account] = [keyNamed(atlas, "CI deployer"), accountNamed("CI deployer")];
  expect(rolesOf(key, acme)).toEqual(["ORG_READ_ONLY"]);
  expect(account.roles).toEqual(["ORG_READ_ONLY", { groupId: shop, roleName: "GROUP_CLUSTER_MANAGER" }]);
  expect(rolesOf(key, shop)).toEqual(["GROUP_CLUSTER_MANAGER"]);
  expect(addressesOf(account)).toEqual(addressesOf(key));
  const output = await engine.expect(["stack", "output", "--json", "--show-secrets"]);
  const [secret] = account.secrets ?? [];
  expect(JSON.parse(output.stdout)).toEqual({ clientId: account.clientId, clientSecret: secret?.secret });

  engine.program(program.replace(/new OrgApiKey.*\n/, ""));
  await engine.up(["--skip-preview"]);
  expect(written(atlas).at(-1)).toBe("deleteOrgApiKey");
  expect(accountNamed("CI deployer")).toEqual(account);
});

test("drift reports accounts, secrets and expiries as it reports keys", async () => {
  const { engine, atlas } = harness;
  engine.program(guideProgram("guides/service-accounts.md"));
  await engine.up(["--skip-preview"]);
  const { clientId = "" } = accountNamed("CI deployer");
  atlas.store.edit(({ organizations: [first] }) => {
    const account = first?.serviceAccounts?.find((each) => each.clientId === clientId);
    account?.roles?.push({ groupId: shop, roleName: "GROUP_OWNER" });
    account?.secrets?.push({
      id: "5f00000000000000000000e9",
      secret: `mdb_sa_sk_${"s".repeat(40)}`,
      expiresAt: new Date(Date.now() - 3_600_000).toISOString(),
    });
  });

  const { code, report } = await driftReport(engine);

  expect({ code, ...statuses(report) }).toEqual({
    code: 2,
    deployer: "changed in Atlas",
    "deployer-first": "in sync",
  });
  expect(resourceIn(report, "deployer")).toMatchObject({
    clientId,
    changesInAtlas: [
      { kind: "roles", scope: { id: shop }, gained: [{ role: "GROUP_OWNER", tier: "owner" }] },
    ],
    repair: "`pulumi up --refresh` changes the service account back to what the program declares",
  });
  const principals = report.organizations[0]?.principals ?? [];
  const account = principals.find(({ id }) => id === clientId);
  expect(account).toMatchObject({
    kind: "service account",
    ownership: "managed",
    unmanagedEntries: [],
    grants: [
      { scope: { id: acme }, ownership: "managed" },
      { scope: { id: shop }, ownership: "managed", drift: { gained: [{ role: "GROUP_OWNER" }] } },
    ],
    secrets: [
      { id: "5f00000000000000000000e9", expiry: "expired", ownership: "unmanaged" },
      { expiry: "later", ownership: "managed" },
    ],
  });
  expect(
    principals.filter(({ kind, ownership }) => kind === "service account" && ownership === "unmanaged"),
  ).toHaveLength(3);
  expect(JSON.stringify(report)).not.toContain("mdb_sa_sk_");
});
