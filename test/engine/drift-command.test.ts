import { readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { acme, blog, callers, plainAccounts, serviceAccount, shop } from "../../testing/emulator/seed";
import { keyNamed, signIn, useAtlasHarness, written } from "../../testing/engine/atlas-harness";
import {
  access,
  deleteKeys,
  drift,
  driftReport,
  editKey,
  resourceIn,
  statuses,
  storedBytes,
} from "../../testing/engine/drift-harness";

jest.setTimeout(180_000);

const harness = useAtlasHarness({ applied: access() });
const managedOnly = ["--unmanaged", "ignore"];

test("without differences all resources are in sync, the exit code is 0, and nothing is changed", async () => {
  const { engine, atlas } = harness;
  const [stored, before] = [storedBytes(engine), atlas.store.state()];

  const { code, report } = await driftReport(engine, managedOnly);

  expect({ code, ...statuses(report) }).toEqual({
    code: 0,
    key: "in sync",
    spare: "in sync",
    grant: "in sync",
    list: "in sync",
  });
  expect(written(atlas)).toEqual([]);
  expect(new Set(atlas.requests.map(({ method }) => method))).toEqual(new Set(["GET"]));
  expect(atlas.store.state()).toEqual(before);
  expect(storedBytes(engine)).toEqual(stored);
});

test("a manual change is shown role by role and entry by entry, with exit code 2 and without a write", async () => {
  const { engine, atlas } = harness;
  editKey(atlas, "deployer", () => ({
    desc: "renamed",
    roles: [
      { orgId: acme, roleName: "ORG_OWNER" },
      { groupId: shop, roleName: "GROUP_READ_ONLY" },
      { groupId: shop, roleName: "GROUP_OWNER" },
    ],
    accessList: ["203.0.113.7", "198.51.100.0/24"],
  }));
  const stored = storedBytes(engine);

  const { code, report } = await driftReport(engine, managedOnly);

  expect({ code, ...statuses(report) }).toEqual({
    code: 2,
    key: "changed in Atlas",
    spare: "in sync",
    grant: "changed in Atlas",
    list: "changed in Atlas",
  });
  expect(resourceIn(report, "key").changesInAtlas).toEqual([
    { kind: "value", property: "description", from: "deployer", to: "renamed" },
    {
      kind: "roles",
      scope: { kind: "organization", id: acme, name: "Acme" },
      gained: [{ role: "ORG_OWNER", tier: "owner" }],
      lost: [{ role: "ORG_READ_ONLY", tier: "read" }],
    },
  ]);
  expect(resourceIn(report, "grant")).toMatchObject({
    orgId: acme,
    projectId: shop,
    changesInAtlas: [
      {
        kind: "roles",
        scope: { kind: "project", id: shop, name: "shop" },
        gained: [{ role: "GROUP_OWNER", tier: "owner" }],
        lost: [],
      },
    ],
    repair: "`pulumi up --refresh` changes the assignment back to what the program declares",
  });
  expect(resourceIn(report, "list").changesInAtlas).toEqual([
    { kind: "entries", property: "entries", added: ["198.51.100.0/24"], removed: [] },
  ]);
  expect(report.summary).toMatchObject({ changedInAtlas: 3, inStep: 1, raisesPrivilege: true });
  expect(written(atlas)).toEqual([]);
  expect(storedBytes(engine)).toEqual(stored);
});

test("the repair of a deleted key is another key with a new private key, and its assignment is lost", async () => {
  const { engine, atlas } = harness;
  deleteKeys(atlas, ["deployer"]);

  const { code, report } = await driftReport(engine, managedOnly);

  expect(code).toBe(2);
  expect(resourceIn(report, "key")).toMatchObject({
    status: "deleted in Atlas",
    changesToApply: [],
    repair:
      "`pulumi up --refresh` creates another key with a new id and a new private key: clients of the deleted key need the new private key",
  });
  expect(resourceIn(report, "grant")).toMatchObject({
    status: "deleted in Atlas",
    changesInAtlas: [{ kind: "roles", lost: [{ role: "GROUP_READ_ONLY", tier: "read" }] }],
  });
  expect(report.summary).toMatchObject({ deletedInAtlas: 3, raisesPrivilege: false });
});

test("changes that are not applied are separate from changes in Atlas", async () => {
  const { engine, atlas } = harness;
  const fresh = `
const fresh = new OrgApiKey("fresh", { orgId, description: "fresh", roles: ["ORG_OWNER"] });
new OrgApiKeyAccessList("open", { orgId, apiKeyId: fresh.apiKeyId, entries: ["0.0.0.0/1"] });
new ProjectApiKeyAssignment("reader", { projectId: "${shop}", apiKeyId: fresh.apiKeyId, roles: ["GROUP_READ_ONLY"] });`;
  engine.program(access(fresh, ["ORG_BILLING_ADMIN"]).replace(/new OrgApiKey\("spare".*\n/, ""));
  editKey(atlas, "deployer", () => ({ accessList: [] }));

  const { code, report } = await driftReport(engine, managedOnly);

  expect({ code, ...statuses(report) }).toEqual({
    code: 2,
    fresh: "not applied",
    open: "not applied",
    reader: "not applied",
    key: "not applied",
    spare: "not applied",
    grant: "in sync",
    list: "changed in Atlas",
  });
  expect(resourceIn(report, "key")).toMatchObject({
    changesInAtlas: [],
    changesToApply: [
      {
        gained: [{ role: "ORG_BILLING_ADMIN", tier: "billing" }],
        lost: [{ role: "ORG_READ_ONLY", tier: "read" }],
      },
    ],
    repair: "`pulumi up --refresh` changes the key to what the program declares",
  });
  expect(resourceIn(report, "fresh")).toMatchObject({
    changesToApply: [
      {
        scope: { kind: "organization", id: acme, name: "Acme" },
        gained: [{ role: "ORG_OWNER", tier: "owner" }],
        lost: [],
      },
    ],
    repair: "`pulumi up --refresh` creates the key, with a new private key",
  });
  expect(resourceIn(report, "open").changesToApply).toEqual([
    { kind: "entries", property: "entries", added: ["0.0.0.0/1"], removed: [] },
  ]);
  expect(resourceIn(report, "reader").changesToApply).toMatchObject([
    { scope: { kind: "project", name: "shop" }, gained: [{ role: "GROUP_READ_ONLY" }] },
  ]);
  expect(resourceIn(report, "spare")).toMatchObject({
    changesToApply: [{ gained: [], lost: [{ role: "ORG_READ_ONLY", tier: "read" }] }],
    repair: "`pulumi up --refresh` deletes the key",
  });
  expect(report.summary).toMatchObject({ raisesPrivilege: false, applyingRaisesPrivilege: true });
});

test("a difference that the program ignores is marked, and has no repair", async () => {
  const { engine, atlas } = harness;
  const ignoring = (key: string) =>
    access().replace('["ORG_READ_ONLY"] });', `["ORG_READ_ONLY"] }, ${key});`);
  engine.program(ignoring('{ ignoreChanges: ["roles"] }'));
  await engine.up();
  const roles = [
    { orgId: acme, roleName: "ORG_OWNER" },
    { groupId: shop, roleName: "GROUP_READ_ONLY" },
  ];
  editKey(atlas, "deployer", () => ({ roles }));

  const { code, report } = await driftReport(engine, ["--unmanaged", "ignore"]);

  const found = resourceIn(report, "key");
  expect({ code, status: found.status }).toEqual({ code: 0, status: "ignored by the program" });
  expect(found.changesInAtlas).toMatchObject([{ ignored: true, gained: [{ role: "ORG_OWNER" }] }]);
  expect(found).not.toHaveProperty("repair");
  expect(report.summary).toMatchObject({ ignored: 1, changedInAtlas: 0, inStep: 3, raisesPrivilege: true });

  editKey(atlas, "deployer", () => ({ desc: "renamed" }));
  const both = resourceIn((await driftReport(engine, ["--unmanaged", "ignore"])).report, "key");
  expect(both.status).toBe("changed in Atlas");
  expect(both.repair).toMatch(/changes the key back .*, except roles: ignored by the program$/);
  // The repair does what the report says: the description is changed back, the role is not.
  await engine.up(["--refresh"]);
  expect(keyNamed(atlas, "deployer").roles).toEqual(roles);
});

test("unmanaged keys, assignments, entries and service accounts of the organization are found", async () => {
  const { engine, atlas } = harness;
  editKey(atlas, "deployer", ({ roles = [] }) => ({
    roles: [...roles, { groupId: blog, roleName: "GROUP_OWNER" }],
  }));
  editKey(atlas, "plain", () => ({ accessList: ["198.51.100.9"] }));

  const { code, report } = await driftReport(engine);

  expect(code).toBe(2);
  expect(report.summary).toMatchObject({ inStep: 4, changedInAtlas: 0, unmanaged: 9, raisesPrivilege: true });
  const [organization] = report.organizations;
  expect(organization).toMatchObject({ id: acme, name: "Acme", notReadable: [] });
  const owned = organization?.principals.map(({ label, ownership }) => [label, ownership]);
  expect(owned).toEqual([
    ["deployer", "managed"],
    ["owner", "unmanaged"],
    ["plain", "unmanaged"],
    ["plain too", "unmanaged"],
    ["reader", "unmanaged"],
    ["spare", "managed"],
    ["ci", "unmanaged"],
    ["plain 1", "unmanaged"],
    ["plain 2", "unmanaged"],
  ]);
  const [deployer] = organization?.principals ?? [];
  expect(deployer?.grants.map(({ scope, ownership }) => [scope.name, ownership])).toEqual([
    ["Acme", "managed"],
    ["blog", "unmanaged"],
    ["shop", "managed"],
  ]);
  expect(organization?.principals[2]?.unmanagedEntries).toEqual(["198.51.100.9"]);
  expect(JSON.stringify(report)).not.toContain(callers.owner.publicKey);
  expect(written(atlas)).toEqual([]);
});

test("allowed access is not unmanaged, and public keys are shown only with --show-public-keys", async () => {
  const { engine } = harness;
  const file = join(engine.folder, "allowed.yaml");
  const keys = ["b1", "b2", "b3", "b4"].map((end) => `- apiKey: 5f00000000000000000000${end}\n`).join("");
  const accounts = plainAccounts.map((clientId) => `- serviceAccount: ${clientId}\n`).join("");
  writeFileSync(
    file,
    `${keys}${accounts}- serviceAccount: ${serviceAccount.clientId}\n  reason: pipelines\n`,
  );

  const { code, report } = await driftReport(engine, ["--allow", file, "--show-public-keys"]);
  rmSync(file);

  expect(code).toBe(0);
  expect(report.summary).toMatchObject({ unmanaged: 0, allowed: 7, raisesPrivilege: false });
  expect(JSON.stringify(report)).toContain(callers.owner.publicKey);
});

test("read-only credentials compare everything except access lists, with the credentials of the current config", async () => {
  const { engine, atlas } = harness;
  await engine.configAll(signIn(callers.reader));

  const { code, report } = await driftReport(engine, ["--fail-on", "drift,unreadable"]);

  // Atlas shows a key's list only to owners and to the key itself: neither the list in the stack nor the four others.
  expect({ code, ...report.summary }).toMatchObject({ code: 2, inStep: 3, notReadable: 5 });
  const calling = atlas.requests.filter(({ caller }) => caller !== undefined).map(({ caller }) => caller);
  expect(new Set(calling)).toEqual(new Set([callers.reader.publicKey]));
});

test("a resource that the credentials cannot read is not in sync, and the others are compared", async () => {
  const { engine, atlas } = harness;
  editKey(atlas, "spare", () => ({ roles: [{ orgId: acme, roleName: "ORG_OWNER" }] }));
  atlas.fail("listOrgApiKeyAccessListEntries", {
    kind: "status",
    status: 403,
    errorCode: "USER_UNAUTHORIZED",
    detail: "no",
  });

  const { code, report } = await driftReport(engine, [...managedOnly, "--fail-on", "unreadable"]);

  expect({ code, ...statuses(report) }).toEqual({
    code: 2,
    key: "in sync",
    spare: "changed in Atlas",
    grant: "in sync",
    list: "not readable",
  });
  expect(resourceIn(report, "list").reason).toMatch(
    /^not readable with these credentials: List access list of/,
  );
});

test("creates that an interrupted run did not finish are reported", async () => {
  const { engine } = harness;
  const file = join(engine.sandbox.stateFolder, ".pulumi", "stacks", "lab", "dev.json");
  const exported = await engine.stackExport();
  const found = exported.deployment.resources?.find(({ urn }) => urn.endsWith("::spare"));
  const { id, outputs, ...resource } = JSON.parse(JSON.stringify(found)) as Record<string, unknown>;
  const urn = String(resource.urn).replace(/spare$/, "lost");
  const checkpoint = JSON.parse(readFileSync(file, "utf8"));
  checkpoint.checkpoint.latest.pending_operations = [{ type: "creating", resource: { ...resource, urn } }];
  writeFileSync(file, JSON.stringify(checkpoint));

  const { code, report } = await driftReport(engine, managedOnly);

  expect(code).toBe(2);
  expect(report.stacks[0]?.pendingCreates).toEqual([{ urn, type: "OrgApiKey", name: "lost" }]);
});

test("--out writes the report to a file that only the user can read", async () => {
  const { engine } = harness;
  const flags = [...managedOnly, "--format", "html", "--out", "drift.out"];
  const { code, stdout, stderr } = await drift(engine, flags);

  expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: "", stderr: "comparing stack dev\n" });
  const file = join(engine.folder, "drift.out");
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readFileSync(file, "utf8")).toMatch(
    /^<!DOCTYPE html>\n[\s\S]*<h2 id="findings-title">Everything is in sync<[\s\S]*deployer/,
  );
  rmSync(file);
});
