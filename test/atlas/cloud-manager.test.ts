import type { Properties } from "../../provider/core/definition";
import { callFunction } from "../../provider/core/function";
import { getCaller } from "../../provider/functions/get-caller";
import { catalogue } from "../../provider/resources/catalogue.generated";
import { ProviderRuntime } from "../../provider/runtime/provider-runtime";
import { acme, callers, foreign, globex, shop } from "../../testing/emulator/seed";
import { created, keyOf, ResourceHarness } from "../../testing/resources/harness";

const { orgApiKey, organization, projectApiKeyAssignment } = catalogue;
const orgKey = { orgId: acme, description: "deployer", roles: ["ORG_READ_ONLY"] };
const assignment = {
  projectId: shop,
  apiKeyId: "5f00000000000000000000b2",
  roles: ["GROUP_MONITORING_ADMIN", "GROUP_READ_ONLY"],
};

let harness: ResourceHarness;
beforeEach(async () => {
  harness = await ResourceHarness.start("cloud-manager");
});
afterEach(() => harness.close());

const operations = () =>
  harness.emulator.requests.filter(({ status }) => status !== 401).map(({ operationId }) => operationId);
const failure = (work: Promise<unknown>) =>
  work.then(
    () => "no error",
    (error: Error) => error.message,
  );

async function otherwise(api: "atlas" | "cloud-manager") {
  await harness.close();
  harness = await ResourceHarness.start(api);
}

test("every request uses the API root of Cloud Manager, Digest and plain JSON", async () => {
  await created(harness.process(orgApiKey), orgKey);
  const meant = harness.emulator.requests.filter(({ auth }) => auth !== "none");
  expect(meant.map(({ path, auth }) => [path, auth])).toEqual([
    [`/api/public/v1.0/orgs/${acme}/apiKeys`, "digest"],
    [`/api/public/v1.0/orgs/${acme}/apiKeys`, "digest"],
  ]);
});

describe("an assignment", () => {
  test("reads the list and then sends a PATCH", async () => {
    await created(harness.process(projectApiKeyAssignment), assignment);
    expect(operations().slice(0, 2)).toEqual(["listOrgs", "listOrgApiKeys"]);
    expect(operations().at(-1)).toBe("updateGroupApiKeyRoles");
    expect(operations().filter((name) => !/^(list|get)/.test(name))).toHaveLength(1);
  });

  test("with other roles is not replaced without adopt", async () => {
    const { roles } = (await created(harness.process(projectApiKeyAssignment), assignment)).inputs;
    harness.emulator.clearRequests();
    const other = { ...assignment, roles: ["GROUP_OWNER"] };
    const error = await failure(created(harness.process(projectApiKeyAssignment), other));
    expect(error).toContain(`it is assigned there already, with the roles ${(roles as string[]).join(", ")}`);
    expect(operations()).not.toContain("updateGroupApiKeyRoles");
    const { outs } = await created(harness.process(projectApiKeyAssignment), { ...other, adopt: true });
    expect(outs).toMatchObject({ adopted: true });
  });
});

describe("an organization", () => {
  const existing = { orgId: acme, name: "Acme" };

  test("cannot be created: an error before any request, in the preview and in the update", async () => {
    const inputs = {
      name: "Initech",
      initialApiKey: { description: "owner", roles: ["ORG_OWNER"] },
    };
    const provider = harness.process(organization);
    const reason = /^Create organization: Cloud Manager lets no API key make an organization\. .*orgId/;
    expect(await failure(provider.check({}, inputs))).toMatch(reason);
    expect(await failure(provider.create(inputs))).toMatch(reason);
    expect(harness.emulator.requests).toEqual([]);
  });

  test("has no skipDefaultAlertsSettings: an error in preview, create and update, and never sent", async () => {
    const provider = harness.process(organization);
    const given = { ...existing, skipDefaultAlertsSettings: true };
    const reason = /skipDefaultAlertsSettings: organizations of Cloud Manager have no such setting/;
    const { failures = [] } = await provider.check({}, given);
    expect(failures.map((problem) => problem.reason)).toEqual([expect.stringMatching(reason)]);
    expect(await failure(provider.create(given))).toMatch(reason);
    const { id, outs } = await created(provider, existing);
    expect(await failure(provider.diff(id, outs, given))).toMatch(reason);
    expect(await failure(provider.update(id, outs, given))).toMatch(reason);
    await provider.update(id, outs, { ...existing, name: "Renamed" });
    const writes = harness.emulator.requests.filter(({ method }) => method === "PATCH");
    expect(writes.map(({ bodyKeys }) => bodyKeys)).toEqual([["name"]]);
  });
});

describe("an object of the other API is an error that names the setting and its value", () => {
  const toAtlas = /It belongs to Atlas: set mongodbatlas:api to atlas /;
  const toCloudManager = /It belongs to Cloud Manager: set mongodbatlas:api to cloud-manager /;
  const cases: [string, keyof typeof catalogue, Properties][] = [
    ["key", "orgApiKey", orgKey],
    ["assignment", "projectApiKeyAssignment", assignment],
    ["organization", "organization", { orgId: acme }],
  ];

  test.each(cases)("%s of Cloud Manager, requested from Atlas", async (_, name, inputs) => {
    const provider = harness.process(catalogue[name], { ...keyOf(callers.owner), api: "atlas" });
    expect(await failure(created(provider, inputs))).toMatch(toCloudManager);
  });

  test.each(cases)("%s of Atlas, requested from Cloud Manager", async (_, name, inputs) => {
    await otherwise("atlas");
    const provider = harness.process(catalogue[name], { ...keyOf(callers.owner), api: "cloud-manager" });
    expect(await failure(created(provider, inputs))).toMatch(toAtlas);
  });

  test("also on read and delete, and never counts as deleted", async () => {
    await otherwise("atlas");
    const wrong = { ...keyOf(callers.owner), api: "cloud-manager" };
    for (const { definition, inputs } of [
      { definition: orgApiKey, inputs: orgKey },
      { definition: projectApiKeyAssignment, inputs: { ...assignment, roles: ["GROUP_OWNER"] } },
    ]) {
      const { id, outs } = await created(harness.process(definition), inputs);
      expect(await failure(harness.process(definition, wrong).read(id, outs))).toMatch(toAtlas);
      expect(await failure(harness.process(definition, wrong).delete(id, outs))).toMatch(toAtlas);
      expect((await harness.process(definition).read(id, outs)).id).toBe(id);
    }
  });

  test("a profile selects the other API in one stack", async () => {
    const profiles = JSON.stringify({ there: { ...keyOf(callers.owner), api: "cloud-manager" } });
    const config = { ...keyOf(callers.stranger), api: "atlas", profiles };
    const { outs } = await created(harness.process(orgApiKey, config), { ...orgKey, profile: "there" });
    expect(outs).toMatchObject({ orgId: acme });
  });
});

describe("a role that only the other API has is an error with a hint", () => {
  test.each([
    [
      "GROUP_CLUSTER_MANAGER",
      projectApiKeyAssignment,
      assignment,
      "GROUP_AUTOMATION_ADMIN, GROUP_BACKUP_ADMIN",
    ],
    ["ORG_STREAM_PROCESSING_ADMIN", orgApiKey, orgKey, "ORG_BILLING_ADMIN, ORG_BILLING_READ_ONLY"],
  ])("%s, which is Atlas's", async (role, definition, inputs, instead) => {
    const error = await failure(created(harness.process(definition), { ...inputs, roles: [role] }));
    expect(error).toContain(
      `${role} is a role of Atlas only, and mongodbatlas:api is cloud-manager: use one of ${instead}`,
    );
  });

  test("GROUP_MONITORING_ADMIN, which is Cloud Manager's", async () => {
    await otherwise("atlas");
    const error = await failure(created(harness.process(projectApiKeyAssignment), assignment));
    expect(error).toContain(
      "GROUP_MONITORING_ADMIN is a role of Cloud Manager only, and mongodbatlas:api is atlas",
    );
  });
});

test("messages name the service that responded", async () => {
  const wrong = { publicKey: "abcdefgh", privateKey: "wrong" };
  const provider = harness.process(orgApiKey, wrong);
  expect(await failure(created(provider, orgKey))).toContain("Cloud Manager did not accept the credentials");
  const other = { ...orgKey, orgId: globex };
  expect(await failure(created(harness.process(orgApiKey), other))).toMatch(/Cloud Manager says /);
  harness.emulator.fail("removeGroupApiKey", { kind: "status", status: 401, errorCode: "USER_UNAUTHORIZED" });
  const { id, outs } = await created(harness.process(projectApiKeyAssignment), assignment);
  expect(await failure(harness.process(projectApiKeyAssignment).delete(id, outs))).toContain(
    "It needs the role Project User Admin",
  );
  harness.emulator.clearFaults();
  const elsewhere = { ...assignment, projectId: foreign };
  expect(await failure(created(harness.process(projectApiKeyAssignment), elsewhere))).toContain(
    "cannot see it",
  );
});

test("getCaller returns the organization, without the fields that only Atlas provides", async () => {
  const session = new ProviderRuntime();
  const config: Record<string, string> = {
    baseUrl: harness.emulator.url,
    api: "cloud-manager",
    ...keyOf(callers.owner),
  };
  session.configure((key) => config[key]);
  const caller = await callFunction(getCaller, () => session.context(), {});
  await session.close();
  expect(caller).toMatchObject({ kind: "api-key", publicKey: callers.owner.publicKey, orgId: acme });
  expect(caller).not.toHaveProperty("roles");
});
