import type { Properties } from "../../provider/core/definition";
import { unknownValue } from "../../provider/host/sdk-internals";
import { orgApiKey } from "../../provider/resources/org-api-key/resource";
import { acme, blog, callers, shop } from "../../testing/emulator/seed";
import { created, ResourceHarness } from "../../testing/resources/harness";

/** Keys that are declared with their project roles and access lists. */
let harness: ResourceHarness;
beforeEach(async () => {
  harness = await ResourceHarness.start();
});
afterEach(() => harness.close());

const key = { orgId: acme, description: "deployer", roles: ["ORG_READ_ONLY"] };
const inputs = {
  ...key,
  projectRoles: { [shop]: ["GROUP_OWNER", "GROUP_READ_ONLY"], [blog]: ["GROUP_READ_ONLY"] },
  accessList: ["192.0.2.1", "198.51.100.0/24"],
};
const third = "5f0000000000000000000012";
const provider = () => harness.process(orgApiKey);
const idOf = (state: Properties) => `${acme}/${state.apiKeyId}`;

/** The writing requests, oldest first: the method and the end of the path, without the key's id. */
const writes = () =>
  harness.emulator.requests
    .filter(({ method, status, auth }) => method !== "GET" && (auth !== "none" || status !== 401))
    .map(({ method, path }) => `${method} ${path.replace(/^\/api\/atlas\/v2\/(orgs|groups)\/\w{22}/, "$1 ")}`)
    .map((line) => line.replace(/\/apiKeys(\/\w{24})?/, " key").replace(/\/accessList/, " list"));
const reads = () =>
  harness.emulator.requests.filter(({ method, status }) => method === "GET" && status === 200);

function rolesNow({ apiKeyId }: Properties): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  for (const { groupId, roleName } of harness.emulator.store.apiKey(String(apiKeyId))?.roles ?? []) {
    if (groupId !== undefined) found[groupId] = [...(found[groupId] ?? []), roleName].sort();
  }
  return found;
}

const entriesNow = ({ apiKeyId }: Properties) =>
  (harness.emulator.store.apiKey(String(apiKeyId))?.accessList ?? []).length;

async function made(given: Properties = inputs): Promise<Properties> {
  const { outs = {} } = await created(provider(), given);
  harness.emulator.clearRequests();
  return outs;
}

/** Updates a key in the state as `pulumi up` does, in its own process. */
async function updated(state: Properties, news: Properties, by = provider()): Promise<Properties> {
  const checked = await by.check(inputs, news);
  expect(checked.failures).toEqual([]);
  await by.diff(idOf(state), state, checked.inputs);
  const { outs = {} } = await by.update(idOf(state), state, checked.inputs);
  return outs;
}

/** Sets the key's roles in a project in Atlas; without a role, the key is unassigned. */
function given({ apiKeyId }: Properties, projectId: string, ...roles: string[]): void {
  harness.change(({ organizations }) => {
    for (const each of organizations[0]?.apiKeys?.filter(({ id }) => id === apiKeyId) ?? []) {
      const others = each.roles.filter(({ groupId }) => groupId !== projectId);
      each.roles = [...others, ...roles.map((roleName) => ({ groupId: projectId, roleName }))];
    }
  });
}

/** The state that the engine saves from a partial error, and the message. */
async function savedOf(work: Promise<unknown>): Promise<Properties & { message: string }> {
  const error = await work.then(
    () => new Error("nothing was thrown"),
    (thrown: Error & { properties?: Properties }) => thrown,
  );
  return { ...("properties" in error ? error.properties : {}), message: error.message };
}

const denied = { kind: "status", status: 403, errorCode: "NOT_GROUP_USER_ADMIN" } as const;

describe("a new key", () => {
  test("gets its access list before it can do anything, and then its roles in each project", async () => {
    const { outs = {} } = await created(provider(), inputs);
    expect(writes()).toEqual([
      "POST orgs 01 key",
      "POST orgs 01 key list",
      "POST groups 10 key",
      "POST groups 11 key",
    ]);
    expect(rolesNow(outs)).toEqual(inputs.projectRoles);
    expect(outs).toMatchObject({ projectRoles: inputs.projectRoles, accessList: inputs.accessList });
  });

  test("accepts its projects as a list, which is stored as the map", async () => {
    const projectRoles = [
      { projectId: shop, roles: ["GROUP_READ_ONLY", "GROUP_OWNER", "GROUP_OWNER"] },
      { projectId: blog, roles: ["GROUP_READ_ONLY"] },
    ];
    const checked = await provider().check({}, { ...inputs, projectRoles });
    expect(checked).toMatchObject({ failures: [], inputs: { projectRoles: inputs.projectRoles } });
  });

  test.each<[string, number, Properties]>([
    ["createOrgApiKeyAccessListEntry", 0, { projectRoles: {}, accessList: [] }],
    ["addGroupApiKey", 0, { projectRoles: {}, accessList: inputs.accessList }],
    [
      "addGroupApiKey",
      1,
      { projectRoles: { [shop]: inputs.projectRoles[shop] }, accessList: inputs.accessList },
    ],
  ])(
    "that fails at %s after %i of them is stored with the completed steps, and the next run continues",
    async (operation, after, done) => {
      const news = (await provider().check({}, inputs)).inputs;
      if (after > 0) harness.emulator.fail(operation, { kind: "delay", ms: 1, times: after });
      harness.emulator.fail(operation, denied);
      const { message, ...state } = await savedOf(provider().create(news));
      expect(message).toMatch(/are in the state; the next `pulumi up` does the rest$/);
      expect(state).toMatchObject({ ...done, privateKey: expect.stringMatching(/^\w{8}-/), ...key });
      harness.emulator.clearFaults();
      harness.emulator.clearRequests();

      const outs = await updated(state, inputs);

      expect(outs).toMatchObject({ ...inputs, privateKey: state.privateKey });
      expect([rolesNow(outs), entriesNow(outs)]).toEqual([inputs.projectRoles, 2]);
      expect(writes().filter((line) => !line.startsWith("POST"))).toEqual([]);
    },
  );
});

describe("an update", () => {
  test("calls Atlas only for the projects that differ, and grants before it removes", async () => {
    harness.emulator.store.edit(({ organizations: [first] }) => {
      first?.projects?.push({ id: third, name: "third" });
    });
    const state = await made({
      ...inputs,
      projectRoles: { ...inputs.projectRoles, [third]: ["GROUP_OWNER"] },
    });
    const projectRoles = { [third]: ["GROUP_OWNER"], [blog]: ["GROUP_DATA_ACCESS_ADMIN"] };
    await updated(state, { ...inputs, projectRoles });
    expect(writes()).toEqual(["PATCH groups 11 key", "DELETE groups 10 key"]);
    harness.emulator.clearRequests();

    const after = await updated(
      { ...state, projectRoles },
      { ...inputs, projectRoles: { [shop]: ["GROUP_OWNER"], [blog]: ["GROUP_DATA_ACCESS_ADMIN"] } },
    );

    expect(writes()).toEqual(["POST groups 10 key", "DELETE groups 12 key"]);
    expect(rolesNow(after)).toEqual(after.projectRoles);
    expect(reads()).toEqual([]);
  });

  test("puts the key's own roles between the grants and the removals in projects", async () => {
    const state = await made({ ...inputs, projectRoles: { [shop]: ["GROUP_OWNER"] } });
    await updated(state, { ...inputs, roles: ["ORG_MEMBER"], projectRoles: { [blog]: ["GROUP_OWNER"] } });
    expect(writes()).toEqual(["POST groups 11 key", "PATCH orgs 01 key", "DELETE groups 10 key"]);
  });

  test("of the access list adds before it removes", async () => {
    const state = await made();
    await updated(state, { ...inputs, accessList: ["192.0.2.1", "203.0.113.9"] });
    expect(writes()).toEqual(["POST orgs 01 key list", "DELETE orgs 01 key list/198.51.100.0%2F24"]);
  });

  test("that leaves both out stops to manage them and sends nothing", async () => {
    const state = await made();
    const outs = await updated(state, key);
    expect(harness.emulator.requests).toEqual([]);
    expect([outs.projectRoles, outs.accessList]).toEqual([undefined, undefined]);
    expect([rolesNow(outs), entriesNow(outs)]).toEqual([inputs.projectRoles, 2]);
    await provider().read(idOf(outs), outs);
    expect(reads().map(({ operationId }) => operationId)).not.toContain("listOrgApiKeyAccessListEntries");
  });

  test("to no project and no address removes all", async () => {
    const state = await made();
    const news = { ...inputs, projectRoles: {}, accessList: [], allowEmptyAccessList: true };
    const outs = await updated(state, news);
    expect([rolesNow(outs), entriesNow(outs)]).toEqual([{}, 0]);
    expect(outs).toMatchObject({ projectRoles: {}, accessList: [] });
    const read = await provider().read(idOf(outs), outs);
    expect(read.props).toEqual(outs);
  });

  test("that begins to manage them sends nothing if they match the program", async () => {
    const { projectRoles, accessList, ...state } = await made();
    expect([projectRoles, accessList]).toEqual([inputs.projectRoles, inputs.accessList]);
    const by = provider();
    await updated(state, inputs, by);
    expect([writes(), by.messages]).toEqual([[], []]);
  });

  test("that begins to manage them warns of what is removed, since no preview has shown it", async () => {
    const { projectRoles: _, accessList: __, ...state } = await made();
    const by = provider();
    await updated(
      state,
      { ...key, projectRoles: { [shop]: ["GROUP_OWNER"] }, accessList: ["192.0.2.1"] },
      by,
    );
    expect(by.messages.join()).toContain(
      `loses roles that projectRoles does not list: GROUP_READ_ONLY in project ${shop}; GROUP_READ_ONLY in project ${blog}, and entries that accessList does not list: 198.51.100.0/24`,
    );
    expect(rolesNow(state)).toEqual({ [shop]: ["GROUP_OWNER"] });
  });

  test("that fails partway stores the completed steps, and the next run does only the rest", async () => {
    const state = await made();
    const news = {
      ...inputs,
      roles: ["ORG_MEMBER"],
      projectRoles: { [blog]: ["GROUP_OWNER"] },
      accessList: ["192.0.2.1"],
    };
    harness.emulator.fail("removeGroupApiKey", denied);
    const { message, ...saved } = await savedOf(updated(state, news));
    expect(message).toMatch(
      /^Unassign API key .* The completed steps on API key \w+ are in the state; the next `pulumi up` does the rest$/,
    );
    expect(saved).toEqual({
      ...state,
      ...news,
      projectRoles: { [shop]: inputs.projectRoles[shop], [blog]: ["GROUP_OWNER"] },
    });
    harness.emulator.clearFaults();
    harness.emulator.clearRequests();
    const outs = await updated(saved, news);
    expect(writes()).toEqual(["DELETE groups 10 key"]);
    expect(rolesNow(outs)).toEqual(news.projectRoles);
  });

  test("whose first request fails is an error, and the state stays as it was", async () => {
    const state = await made();
    harness.emulator.fail("removeGroupApiKey", denied);
    const { message, ...saved } = await savedOf(updated(state, { ...inputs, projectRoles: {} }));
    expect(message).toMatch(/^Unassign API key/);
    expect(saved).toEqual({});
  });
});

describe("what Atlas has done already", () => {
  test("an assignment whose response was lost is read and not created twice", async () => {
    const state = await made({ ...inputs, projectRoles: {} });
    harness.emulator.fail("addGroupApiKey", { kind: "reset-after-commit" });
    const outs = await updated(state, { ...inputs, projectRoles: { [shop]: ["GROUP_OWNER"] } });
    expect(writes()).toEqual(["POST groups 10 key"]);
    expect(outs.projectRoles).toEqual({ [shop]: ["GROUP_OWNER"] });
  });

  test("an assignment that was never created is an error that keeps the state", async () => {
    const state = await made({ ...inputs, projectRoles: {} });
    harness.emulator.fail("addGroupApiKey", { kind: "status", status: 503 });
    await expect(updated(state, { ...inputs, projectRoles: { [shop]: ["GROUP_OWNER"] } })).rejects.toThrow(
      /^Assign API key .*status 503/,
    );
    expect(writes()).toEqual(["POST groups 10 key"]);
  });

  test("roles that were granted in Atlas meanwhile are replaced", async () => {
    const state = await made({ ...inputs, projectRoles: {} });
    given(state, shop, "GROUP_READ_ONLY");
    await updated(state, { ...inputs, projectRoles: { [shop]: ["GROUP_OWNER"] } });
    expect(writes()).toEqual(["POST groups 10 key", "PATCH groups 10 key"]);
    expect(rolesNow(state)).toEqual({ [shop]: ["GROUP_OWNER"] });
  });

  test("roles of the caller's own key that the state does not show are kept", async () => {
    const own = { ...key, description: "owner", roles: ["ORG_OWNER"], projectRoles: {} };
    const { outs = {} } = await created(provider(), { ...own, adopt: { apiKeyId: callers.owner.id } });
    given(outs, shop, "GROUP_OWNER");
    const projectRoles = { [shop]: ["GROUP_READ_ONLY"] };
    const { message, ...saved } = await savedOf(updated(outs, { ...own, projectRoles }));
    expect(message).toMatch(
      /^Update API key .*the key that this provider uses, and this takes GROUP_OWNER in/,
    );
    expect([rolesNow(outs), saved]).toEqual([{ [shop]: ["GROUP_OWNER"] }, {}]);
    await updated(outs, { ...own, projectRoles, allowLockout: true });
    expect(rolesNow(outs)).toEqual(projectRoles);
  });

  test("an assignment that was removed in Atlas meanwhile is created again, and its removal succeeds", async () => {
    const state = await made();
    given(state, shop);
    given(state, blog);
    await updated(state, { ...inputs, projectRoles: { [shop]: ["GROUP_OWNER"] } });
    expect(writes()).toEqual(["PATCH groups 10 key", "POST groups 10 key", "DELETE groups 11 key"]);
    expect(rolesNow(state)).toEqual({ [shop]: ["GROUP_OWNER"] });
  });

  test("a key that was deleted in Atlas is an error that does not claim completed steps", async () => {
    const state = await made();
    harness.change(({ organizations }) => {
      const [first] = organizations;
      if (first?.apiKeys) first.apiKeys = first.apiKeys.filter(({ id }) => id !== state.apiKeyId);
    });
    const projectRoles = { [shop]: ["GROUP_OWNER"], [blog]: ["GROUP_OWNER"] };
    const { message, ...saved } = await savedOf(updated(state, { ...inputs, projectRoles }));
    expect(message).toMatch(
      /^Update roles of API key \w+ in project \w+: it does not exist: Atlas says .* run `pulumi up --refresh` to create it again$/,
    );
    expect(saved).toEqual({});
    const removal = updated(state, { ...inputs, projectRoles: {} });
    await expect(removal).rejects.toThrow(/^Unassign API key .*: it does not exist: Atlas says/);
  });

  test("a removal whose response was lost succeeds although the key cannot be read after it", async () => {
    const state = await made();
    harness.emulator.fail("removeGroupApiKey", { kind: "reset-after-commit" });
    harness.emulator.fail("getOrgApiKey", { kind: "status", status: 500, times: 20 });
    const outs = await updated(state, { ...inputs, projectRoles: {} });
    expect([outs.projectRoles, rolesNow(outs)]).toEqual([{}, {}]);
  });

  test("the assignment of a deleted project counts as deleted", async () => {
    const state = await made();
    given(state, blog);
    harness.emulator.store.edit(({ organizations: [first] }) => {
      if (first?.projects) first.projects = first.projects.filter(({ id }) => id !== blog);
    });
    const outs = await updated(state, { ...inputs, projectRoles: { [shop]: inputs.projectRoles[shop] } });
    expect(outs.projectRoles).toEqual({ [shop]: inputs.projectRoles[shop] });
  });
});

test("an adoption reads the access list once, at its check", async () => {
  const { outs } = await created(provider(), { ...inputs, adopt: { apiKeyId: callers.reader.id } });
  expect(reads().map(({ operationId }) => operationId)).toEqual([
    "listOrgApiKeys",
    "listOrgApiKeyAccessListEntries",
  ]);
  expect(outs).toMatchObject(inputs);
});

test("an adoption that restricts the caller's own key warns of it once", async () => {
  const own = { ...key, description: "owner", roles: ["ORG_OWNER"], adopt: { apiKeyId: callers.owner.id } };
  const by = provider();
  await created(by, { ...own, accessList: ["127.0.0.1"] });
  const said = by.messages.filter((text) => text.includes("now only 127.0.0.1 can use it"));
  expect(said).toHaveLength(1);
});

describe("in a preview", () => {
  test.each<[string, unknown, unknown]>([
    ["a project id of the list form", [{ projectId: unknownValue, roles: ["GROUP_OWNER"] }], unknownValue],
    ["an element of it", [{ projectId: shop, roles: ["GROUP_OWNER"] }, unknownValue], unknownValue],
    [
      "a role",
      [{ projectId: shop, roles: ["GROUP_OWNER", unknownValue] }],
      { [shop]: ["GROUP_OWNER", unknownValue] },
    ],
    ["one project's roles", { [shop]: unknownValue }, { [shop]: unknownValue }],
  ])("where %s is not known yet, so much is unknown", async (_, projectRoles, stored) => {
    const checked = await provider().check({}, { ...inputs, projectRoles });
    expect(checked).toMatchObject({ failures: [], inputs: { projectRoles: stored } });
  });
});

test("drift in a project is a difference of that project alone; a key by itself is read with its list, two requests", async () => {
  const state = await made();
  given(state, blog, "GROUP_READ_ONLY", "GROUP_OWNER");
  const by = provider();
  const { inputs: seen } = await by.read(idOf(state), state);
  expect(seen).toEqual({
    ...inputs,
    projectRoles: { ...inputs.projectRoles, [blog]: ["GROUP_OWNER", "GROUP_READ_ONLY"] },
  });
  expect(reads().map(({ operationId }) => operationId)).toEqual([
    "getOrgApiKey",
    "listOrgApiKeyAccessListEntries",
  ]);
});
