import { readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { acme, blog, callers, serviceAccount, shop } from "../../testing/emulator/seed";
import { keyNamed, signIn, useAtlasLab, written } from "../../testing/engine/atlas-harness";
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

const world = useAtlasLab({ applied: access() });
const managedOnly = ["--unmanaged", "ignore"];

test("program, state and Atlas that say the same are in step, with exit code 0 and nothing changed anywhere", async () => {
  const { lab, atlas } = world;
  const [stored, before] = [storedBytes(lab), atlas.store.state()];

  const { code, report } = await driftReport(lab, managedOnly);

  expect({ code, ...statuses(report) }).toEqual({
    code: 0,
    key: "in step",
    spare: "in step",
    grant: "in step",
    list: "in step",
  });
  expect(written(atlas)).toEqual([]);
  expect(new Set(atlas.requests.map(({ method }) => method))).toEqual(new Set(["GET"]));
  expect(atlas.store.state()).toEqual(before);
  expect(storedBytes(lab)).toEqual(stored);
});

test("what somebody changed by hand is said role by role and entry by entry, with exit code 2 and nothing written", async () => {
  const { lab, atlas } = world;
  editKey(atlas, "deployer", () => ({
    desc: "renamed",
    roles: [
      { orgId: acme, roleName: "ORG_OWNER" },
      { groupId: shop, roleName: "GROUP_READ_ONLY" },
      { groupId: shop, roleName: "GROUP_OWNER" },
    ],
    accessList: ["203.0.113.7", "198.51.100.0/24"],
  }));
  const stored = storedBytes(lab);

  const { code, report } = await driftReport(lab, managedOnly);

  expect({ code, ...statuses(report) }).toEqual({
    code: 2,
    key: "changed in Atlas",
    spare: "in step",
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
    repair: "`pulumi up --refresh` puts the assignment back to what the program says",
  });
  expect(resourceIn(report, "list").changesInAtlas).toEqual([
    { kind: "entries", property: "entries", added: ["198.51.100.0/24"], removed: [] },
  ]);
  expect(report.summary).toMatchObject({ changedInAtlas: 3, inStep: 1, raisesPrivilege: true });
  expect(written(atlas)).toEqual([]);
  expect(storedBytes(lab)).toEqual(stored);
});

test("a deleted key is said to come back with a new private key, and its assignment as lost", async () => {
  const { lab, atlas } = world;
  deleteKeys(atlas, ["deployer"]);

  const { code, report } = await driftReport(lab, managedOnly);

  expect(code).toBe(2);
  expect(resourceIn(report, "key")).toMatchObject({
    status: "deleted in Atlas",
    changesToApply: [],
    repair:
      "`pulumi up --refresh` makes another key with a new id and a new private key: whoever used the deleted one needs the new one",
  });
  expect(resourceIn(report, "grant")).toMatchObject({
    status: "deleted in Atlas",
    changesInAtlas: [{ kind: "roles", lost: [{ role: "GROUP_READ_ONLY", tier: "read" }] }],
  });
  expect(report.summary).toMatchObject({ deletedInAtlas: 3, raisesPrivilege: false });
});

test("what the program says and nobody applied is told apart from what changed in Atlas", async () => {
  const { lab, atlas } = world;
  const fresh = `
const fresh = new OrgApiKey("fresh", { orgId, description: "fresh", roles: ["ORG_OWNER"] });
new OrgApiKeyAccessList("open", { orgId, apiKeyId: fresh.apiKeyId, entries: ["0.0.0.0/1"] });
new ProjectApiKeyAssignment("reader", { projectId: "${shop}", apiKeyId: fresh.apiKeyId, roles: ["GROUP_READ_ONLY"] });`;
  lab.program(access(fresh, ["ORG_BILLING_ADMIN"]).replace(/new OrgApiKey\("spare".*\n/, ""));
  editKey(atlas, "deployer", () => ({ accessList: [] }));

  const { code, report } = await driftReport(lab, managedOnly);

  expect({ code, ...statuses(report) }).toEqual({
    code: 2,
    fresh: "not applied",
    open: "not applied",
    reader: "not applied",
    key: "not applied",
    spare: "not applied",
    grant: "in step",
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
    repair: "`pulumi up --refresh` brings the key to what the program says",
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

test("a difference that the program ignores is said to be so, with no promise of a repair", async () => {
  const { lab, atlas } = world;
  const ignoring = (key: string) =>
    access().replace('["ORG_READ_ONLY"] });', `["ORG_READ_ONLY"] }, ${key});`);
  lab.program(ignoring('{ ignoreChanges: ["roles"] }'));
  await lab.up();
  const roles = [
    { orgId: acme, roleName: "ORG_OWNER" },
    { groupId: shop, roleName: "GROUP_READ_ONLY" },
  ];
  editKey(atlas, "deployer", () => ({ roles }));

  const { code, report } = await driftReport(lab, ["--unmanaged", "ignore"]);

  const found = resourceIn(report, "key");
  expect({ code, status: found.status }).toEqual({ code: 0, status: "ignored by the program" });
  expect(found.changesInAtlas).toMatchObject([{ ignored: true, gained: [{ role: "ORG_OWNER" }] }]);
  expect(found).not.toHaveProperty("repair");
  expect(report.summary).toMatchObject({ ignored: 1, changedInAtlas: 0, inStep: 3, raisesPrivilege: true });
  expect((await driftReport(lab, ["--unmanaged", "ignore", "--fail-on", "ignored"])).code).toBe(2);

  editKey(atlas, "deployer", () => ({ desc: "renamed" }));
  const both = resourceIn((await driftReport(lab, ["--unmanaged", "ignore"])).report, "key");
  expect(both.status).toBe("changed in Atlas");
  expect(both.repair).toMatch(/puts the key back .*, except roles: ignored by the program$/);
  // What the promise is worth: the description comes back, the role stays.
  await lab.up(["--refresh"]);
  expect(keyNamed(atlas, "deployer").roles).toEqual(roles);
});

test("what no stack declares is found in the organization: keys, assignments, entries and service accounts", async () => {
  const { lab, atlas } = world;
  editKey(atlas, "deployer", ({ roles = [] }) => ({
    roles: [...roles, { groupId: blog, roleName: "GROUP_OWNER" }],
  }));
  editKey(atlas, "plain", () => ({ accessList: ["198.51.100.9"] }));

  const { code, report } = await driftReport(lab);

  expect(code).toBe(2);
  expect(report.summary).toMatchObject({ inStep: 4, changedInAtlas: 0, unmanaged: 7, raisesPrivilege: true });
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

test("a file of what is accepted takes it off the list, and public keys are shown only when asked for", async () => {
  const { lab } = world;
  const file = join(lab.folder, "accepted.yaml");
  const keys = ["b1", "b2", "b3", "b4"].map((end) => `- apiKey: 5f00000000000000000000${end}\n`).join("");
  writeFileSync(file, `${keys}- serviceAccount: ${serviceAccount.clientId}\n  reason: pipelines\n`);

  const { code, report } = await driftReport(lab, ["--allow", file, "--show-public-keys"]);
  rmSync(file);

  expect(code).toBe(0);
  expect(report.summary).toMatchObject({ unmanaged: 0, allowed: 5, raisesPrivilege: false });
  expect(JSON.stringify(report)).toContain(callers.owner.publicKey);
});

test("credentials that may only read compare all but access lists, and those of today's config are used", async () => {
  const { lab, atlas } = world;
  await lab.configAll(signIn(callers.reader));

  const { code, report } = await driftReport(lab, ["--fail-on", "drift,unreadable"]);

  // Atlas shows a key's list to owners and to the key itself: not that of the stack, and not those of the four others.
  expect({ code, ...report.summary }).toMatchObject({ code: 2, inStep: 3, notReadable: 5 });
  const calling = atlas.requests.filter(({ caller }) => caller !== undefined).map(({ caller }) => caller);
  expect(new Set(calling)).toEqual(new Set([callers.reader.publicKey]));
});

test("what these credentials cannot read is never in step, and the rest is compared", async () => {
  const { lab, atlas } = world;
  editKey(atlas, "spare", () => ({ roles: [{ orgId: acme, roleName: "ORG_OWNER" }] }));
  atlas.fail("listOrgApiKeyAccessListEntries", {
    kind: "status",
    status: 403,
    errorCode: "USER_UNAUTHORIZED",
    detail: "no",
  });

  const { code, report } = await driftReport(lab, [...managedOnly, "--fail-on", "unreadable"]);

  expect({ code, ...statuses(report) }).toEqual({
    code: 2,
    key: "in step",
    spare: "changed in Atlas",
    grant: "in step",
    list: "not readable",
  });
  expect(resourceIn(report, "list").reason).toMatch(
    /^not readable with this credential: List access list of/,
  );
});

test("creates that an earlier run left pending are reported", async () => {
  const { lab } = world;
  const file = join(lab.sandbox.stateFolder, ".pulumi", "stacks", "lab", "dev.json");
  const exported = await lab.stackExport();
  const found = exported.deployment.resources?.find(({ urn }) => urn.endsWith("::spare"));
  const { id, outputs, ...resource } = JSON.parse(JSON.stringify(found)) as Record<string, unknown>;
  const urn = String(resource.urn).replace(/spare$/, "lost");
  const checkpoint = JSON.parse(readFileSync(file, "utf8"));
  checkpoint.checkpoint.latest.pending_operations = [{ type: "creating", resource: { ...resource, urn } }];
  writeFileSync(file, JSON.stringify(checkpoint));

  const { code, report } = await driftReport(lab, managedOnly);

  expect(code).toBe(2);
  expect(report.stacks[0]?.pendingCreates).toEqual([{ urn, type: "OrgApiKey", name: "lost" }]);
});

test.each([
  ["markdown", /^<!-- atlas-access drift -->\n/],
  ["html", /^<!DOCTYPE html>\n[\s\S]*<h2 id="findings-title">Everything is in step<[\s\S]*deployer/],
])(
  "the %s report goes into a file that nobody else can read, and the terminal gets nothing but notices",
  async (format, page) => {
    const { lab } = world;
    const { code, stdout, stderr } = await drift(lab, [
      ...managedOnly,
      "--format",
      format,
      "--out",
      "drift.out",
    ]);

    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: "", stderr: "comparing stack dev\n" });
    const file = join(lab.folder, "drift.out");
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, "utf8")).toMatch(page);
    rmSync(file);
  },
);
