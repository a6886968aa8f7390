import { acme, shop } from "../../testing/emulator/seed";
import { useAtlasHarness, written } from "../../testing/engine/atlas-harness";
import { warnings } from "../../testing/engine/console-output";

jest.setTimeout(180_000);

const harness = useAtlasHarness();

/** An account with an assignment, an access list and these secrets. */
const program = (...secrets: string[]) => `
const atlas = require("pulumi-atlas-access");
const account = new atlas.ServiceAccount("deployer", { orgId: "${acme}", name: "deployer", description: "Deploys", roles: ["ORG_READ_ONLY"] });
const { clientId } = account;
new atlas.ServiceAccountProjectAssignment("in-shop", { projectId: "${shop}", clientId, roles: ["GROUP_CLUSTER_MANAGER"] });
new atlas.ServiceAccountAccessList("from", { orgId: "${acme}", clientId, entries: ["203.0.113.7"] });
let dependsOn = [];
for (const name of ${JSON.stringify(secrets)}) {
  const secret = new atlas.ServiceAccountSecret(name, { orgId: "${acme}", clientId, expiresAfterHours: 2160 }, { dependsOn });
  dependsOn = [secret];
  exports[name] = secret.clientSecret;
}
`;

function account() {
  const { organizations } = harness.atlas.store.state();
  const all = organizations.flatMap(({ serviceAccounts = [] }) => serviceAccounts);
  const found = all.find(({ name }) => name === "deployer");
  if (found === undefined) throw new Error("there is no account");
  return found;
}

const secretIds = () => (account().secrets ?? []).map(({ id }) => id);

test("an account, its secrets, roles and addresses go through their life on the real engine", async () => {
  const { engine, atlas } = harness;
  engine.program(program("first"));
  await engine.up();
  expect(account().roles).toEqual(["ORG_READ_ONLY", { groupId: shop, roleName: "GROUP_CLUSTER_MANAGER" }]);
  expect(account().accessList).toMatchObject([{ address: "203.0.113.7/32" }]);
  const [first = ""] = secretIds();
  const outputs = await engine.expect(["stack", "output", "--json", "--show-secrets"]);
  expect(JSON.parse(outputs.stdout)).toEqual({ first: account().secrets?.[0]?.secret });
  expect((await engine.expect(["stack", "export"])).stdout).not.toContain(account().secrets?.[0]?.secret);

  // Another secret: the preview says what it does to the first one, which is no drift afterwards.
  engine.program(program("first", "second"));
  const preview = await engine.preview();
  expect(warnings(preview)).toEqual([
    expect.stringMatching(
      new RegExp(
        `a new secret ends every older one .*: secret ${first} \\(.*, managed by this stack\\) ends about`,
      ),
    ),
  ]);
  await engine.up();
  expect(secretIds()).toHaveLength(2);
  atlas.clearRequests();
  await engine.preview(["--refresh", "--expect-no-changes"]);
  expect(written(atlas)).toEqual([]);

  // The first one expires: drift that says so, and the next up replaces it, after making room.
  atlas.store.edit(({ organizations }) => {
    for (const each of organizations[0]?.serviceAccounts ?? [])
      for (const secret of each.secrets ?? [])
        if (secret.id === first) Object.assign(secret, { expiresAt: "2026-01-01T00:00:00Z" });
  });
  const drift = await engine.pulumi(["refresh", "--preview-only", "--expect-no-changes", "--diff"]);
  expect(drift.code).toBe(7);
  expect(drift.stdout).toMatch(/~ expiresAfterHours *: 2160 => 0/);
  const repair = await engine.up(["--refresh"]);
  expect(warnings(repair)).toContainEqual(expect.stringContaining("it expired 2026-01-01 00:00 UTC"));
  expect([secretIds().length, secretIds().includes(first)]).toEqual([2, false]);
  await engine.preview(["--refresh", "--expect-no-changes"]);

  await engine.destroy();
  expect(atlas.store.state().organizations[0]?.serviceAccounts?.some(({ name }) => name === "deployer")).toBe(
    false,
  );
});
