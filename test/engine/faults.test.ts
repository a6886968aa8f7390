import { setTimeout as sleep } from "node:timers/promises";
import type { FaultSpec } from "../../emulator";
import { acme, callers, shop } from "../../testing/emulator/seed";
import { keysNamed, managed, rolesOf, useAtlasHarness } from "../../testing/engine/atlas-harness";
import { errors, stackLines, warnings } from "../../testing/engine/console-output";

jest.setTimeout(240_000);

const plain = "5f00000000000000000000b2";

/** Few attempts and short times, so that lasting faults end soon. */
const harness = useAtlasHarness({
  config: { "mongodbatlas:retryBudgetSeconds": "3", "mongodbatlas:requestTimeoutSeconds": "1" },
});

const status = (code: number, more: object = {}) => ({ kind: "status", status: code, ...more }) as const;

/** Each fault kind that a write can meet. */
const faults: readonly Exclude<FaultSpec, number | "reset">[] = [
  ...[400, 401, 402, 403, 404, 405, 409, 429, 500, 502, 503].map((code) => status(code)),
  status(429, { retryAfterS: 60 }),
  { kind: "reset-before" },
  { kind: "reset-after-commit" },
  { kind: "delay", ms: 1_500 },
  { kind: "html" },
  { kind: "truncate" },
];

/** Ids of keys that are there before, one for each list and assignment. */
const keyIds = faults.map((_, n) => `5f2${n.toString(16).padStart(21, "0")}`);

/** As many resources of each type as there are faults; none waits for another. */
const everything = `
const { OrgApiKey, OrgApiKeyAccessList, Organization, ProjectApiKeyAssignment } = require("pulumi-atlas-access");
${JSON.stringify(keyIds)}.forEach((apiKeyId, n) => {
  new OrgApiKey("key" + n, { orgId: "${acme}", description: "made " + n, roles: ["ORG_READ_ONLY"] });
  new OrgApiKeyAccessList("list" + n, { orgId: "${acme}", apiKeyId, entries: ["192.0.2.1"], deleteOnDestroy: true });
  new ProjectApiKeyAssignment("grant" + n, { projectId: "${shop}", apiKeyId, roles: ["GROUP_OWNER"] });
  new Organization("org" + n, {
    name: "Made " + n, orgOwnerId: "5f00000000000000000000aa", deleteOnDestroy: true,
    initialApiKey: { description: "owner", roles: ["ORG_OWNER"] },
  });
});`;

/** The operation that each resource is created by, and the one that deletes it. */
const creates = ["createOrgApiKey", "createOrgApiKeyAccessListEntry", "addGroupApiKey", "createOrg"];
const deletes = ["deleteOrgApiKey", "deleteOrgApiKeyAccessListEntry", "removeGroupApiKey"];

/** Each request of the operations gets another fault, until each fault was used. */
function failEach(operations: readonly string[]) {
  for (const operation of operations) {
    harness.atlas.fail(
      operation,
      faults.map((fault) => ({ ...fault, times: 1 })),
    );
  }
}

/** The kinds of faults that requests of an operation got; statuses by number. */
function met(operation: string): string[] {
  const own = harness.atlas.requests.filter(({ operationId, fault }) => operationId === operation && fault);
  return own.map(({ fault, status: code }) => (fault === "status" ? `${code}` : `${fault}`)).sort();
}

/** Waits for late ones, which are in the log when they are over. */
async function allMet(operations: readonly string[]): Promise<void> {
  const missing = () => operations.some((operation) => met(operation).length < faults.length);
  for (const end = performance.now() + 5_000; missing() && performance.now() < end; ) await sleep(20);
}

const all = faults.map((fault) => (fault.kind === "status" ? `${fault.status}` : fault.kind)).sort();

test("every fault in a create of every resource, and in a delete of a key with all its parts, is reported and then repaired", async () => {
  const { engine, atlas } = harness;
  atlas.store.edit(({ organizations }) => {
    const roles = [{ orgId: acme, roleName: "ORG_READ_ONLY" }];
    for (const id of keyIds) organizations[0]?.apiKeys?.push({ id, desc: `there ${id}`, roles });
  });
  engine.program(everything);
  failEach(creates);

  const failed = await engine.up(["--continue-on-error"], { code: 1 });

  await allMet(creates);
  for (const operation of creates) expect([operation, met(operation)]).toEqual([operation, all]);
  for (const says of [
    /status 400/,
    /lacks a role/,
    /status 500/,
    /no response/,
    /HTML page/,
    /an incomplete JSON/,
  ]) {
    expect(errors(failed).some((text) => says.test(text))).toBe(true);
  }
  expect(stackLines(failed)).toEqual([]);
  expect(failed.stdout + failed.stderr).not.toContain(callers.owner.privateKey);

  atlas.clearFaults();
  const mended = await engine.up(["--refresh"]);

  expect(await managed(engine)).toHaveLength(4 * faults.length);
  const said = [...errors(failed), ...warnings(mended)].join("\n");
  for (const n of faults.keys()) {
    const keys = keysNamed(atlas, `made ${n}`);
    // All keys but the one in the state are named, so that they can be deleted.
    const unnamed = keys.filter(({ id }) => !said.includes(`${id}`));
    expect(unnamed).toHaveLength(1);
  }
  for (const id of keyIds) {
    const key = atlas.store.apiKey(id);
    expect(key && rolesOf(key, shop)).toEqual(["GROUP_OWNER"]);
    expect(key?.accessList).toHaveLength(1);
  }

  failEach(deletes);
  const kept = await engine.destroy(["--continue-on-error"], { code: 1 });
  expect(stackLines(kept)).toEqual([]);
  await allMet(deletes);
  for (const operation of deletes) expect([operation, met(operation)]).toEqual([operation, all]);
  atlas.clearFaults();
  await engine.destroy(["--refresh"]);
  for (const id of keyIds) expect(atlas.store.apiKey(id)).toMatchObject({ desc: `there ${id}` });
  expect(await managed(engine)).toEqual([]);
});

test("stale reads in a refresh of what is young take nothing out of the state, of no resource", async () => {
  const { engine, atlas } = harness;
  harness.behindMs = 0;
  engine.program(`
const { OrgApiKey, OrgApiKeyAccessList, Organization, ProjectApiKeyAssignment } = require("pulumi-atlas-access");
const key = new OrgApiKey("key", { orgId: "${acme}", description: "young", roles: ["ORG_READ_ONLY"] });
new OrgApiKeyAccessList("list", { orgId: "${acme}", apiKeyId: key.apiKeyId, entries: ["192.0.2.1"] });
new ProjectApiKeyAssignment("grant", { projectId: "${shop}", apiKeyId: key.apiKeyId, roles: ["GROUP_OWNER"] });
new Organization("org", {
  name: "Young", orgOwnerId: "5f00000000000000000000aa", forgetOnDestroy: true,
  initialApiKey: { description: "owner", roles: ["ORG_OWNER"] },
});`);
  // No request uses this operation: the fault makes the emulator keep earlier states.
  atlas.fail("oauthRevoke", { kind: "stale-read", ms: 60_000 });
  await engine.up();
  const made = await managed(engine);
  atlas.fail("*", { kind: "stale-read", ms: 60_000 });

  const shown: Record<string, string> = {
    key: "too recently to call it deleted",
    list: "too recently to call it deleted",
    grant: "too recently to call it deleted",
    org: "it does not exist",
  };
  expect(made.sort()).toEqual(Object.keys(shown).sort());
  for (const [name, says] of Object.entries(shown)) {
    const stale = await engine.refresh(["--target", `**::${name}`], { code: 1 });
    expect(errors(stale).join()).toContain(says);
  }
  expect((await managed(engine)).sort()).toEqual(made);
});

test("of two stacks that manage the same key, the one whose change was overwritten sees it at its next refresh", async () => {
  const { engine, atlas } = harness;
  const program = (description: string) => `
const { OrgApiKey } = require("pulumi-atlas-access");
new OrgApiKey("key", { orgId: "${acme}", description: "${description}", roles: ["ORG_READ_ONLY"],
  adopt: { apiKeyId: "${plain}" }, deleteOnDestroy: true });`;
  const other = ["--stack", "other", "--config-file", "Pulumi.dev.yaml"];
  engine.program(program("first"));
  await engine.up();
  await engine.expect(["stack", "init", "other", "--no-select"]);
  engine.program(program("second"));
  await engine.up(other);

  const shown = await engine.refresh(["--preview-only", "--diff"]);
  expect(shown.stdout).toContain('"second"');

  await engine.destroy(other);
  const gone = await engine.refresh();
  expect(gone.stdout).toMatch(/1 deleted/);
  expect(atlas.store.apiKey(plain)).toBeUndefined();
});
