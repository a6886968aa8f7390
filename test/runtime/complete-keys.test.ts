import type { AtlasContext } from "../../provider/atlas/context";
import type { Properties, ResourceDefinition } from "../../provider/core/definition";
import { dynamicProvider } from "../../provider/host/dynamic/provider";
import { orgApiKey } from "../../provider/resources/org-api-key/resource";
import { orgApiKeyAccessList } from "../../provider/resources/org-api-key-access-list/resource";
import { organizationSettings } from "../../provider/resources/organization-settings/resource";
import { projectApiKeyAssignment } from "../../provider/resources/project-api-key-assignment/resource";
import { serviceAccount as serviceAccountResource } from "../../provider/resources/service-account/resource";
import { serviceAccountProjectAssignment } from "../../provider/resources/service-account-project-assignment/resource";
import { ProviderRuntime } from "../../provider/runtime/provider-runtime";
import { acme, blog, callers, serviceAccount, shop } from "../../testing/emulator/seed";
import { keyOf, ResourceHarness } from "../../testing/resources/harness";

/** Complete keys beside resources of the same key, in one run of the engine: all resources share a process. */
let harness: ResourceHarness;
beforeEach(async () => {
  harness = await ResourceHarness.start();
});
afterEach(() => harness.close());

const apiKeyId = callers.reader.id;
const key = { orgId: acme, description: "reader", roles: ["ORG_READ_ONLY"] };
const complete = { ...key, projectRoles: { [shop]: ["GROUP_READ_ONLY"] }, accessList: ["192.0.2.1"] };
const state = (inputs: Properties) => ({ ...inputs, apiKeyId, publicKey: callers.reader.publicKey });
const keyId = `${acme}/${apiKeyId}`;
const grant = { projectId: shop, apiKeyId, roles: ["GROUP_READ_ONLY"] };
const grantId = `${shop}/${apiKeyId}`;
const list = { orgId: acme, apiKeyId, entries: ["192.0.2.1"], deleteOnDestroy: true };
const listState = { ...list, publicKey: callers.reader.publicKey };

/** One run: a provider of each resource in one process. */
function run() {
  const messages: string[] = [];
  const log = {
    write: (level: string, text: string) => void messages.push(`${level}: ${text}`),
    flush: async () => undefined,
  };
  const session = new ProviderRuntime({ log });
  const settings: Record<string, string> = { baseUrl: harness.emulator.url, ...keyOf(callers.owner) };
  session.configure((name) => settings[name.replace("mongodbatlas:", "")]);
  const of = (definition: ResourceDefinition<AtlasContext>) => dynamicProvider(definition, session);
  return {
    key: of(orgApiKey),
    grant: of(projectApiKeyAssignment),
    list: of(orgApiKeyAccessList),
    settings: of(organizationSettings),
    account: of(serviceAccountResource),
    accountGrant: of(serviceAccountProjectAssignment),
    messages,
  };
}

const declared = (inputs: Properties, name: string, isPreview = false) => ({
  ...inputs,
  __declaredAs: { urn: `urn:pulumi:dev::lab::type::${name}`, isPreview },
});
const requests = () =>
  harness.emulator.requests.filter(({ auth, status }) => auth !== "none" || status !== 401);
const writes = () => requests().filter(({ method }) => method !== "GET");

/** In Atlas, the key has what the complete key declares. */
beforeEach(() => {
  harness.change(({ organizations }) => {
    for (const each of organizations[0]?.apiKeys?.filter(({ id }) => id === apiKeyId) ?? []) {
      each.roles.push({ groupId: shop, roleName: "GROUP_READ_ONLY" });
      each.accessList = ["192.0.2.1"];
    }
  });
});

/** The engine checks it and compares it with the state. */
async function keyDeclared(provider: ReturnType<typeof run>["key"], before: Properties, now: Properties) {
  const { inputs } = await provider.check(before, declared(now, "key"));
  await provider.diff(keyId, state(before), inputs);
  return inputs;
}

describe("a key with projectRoles and an assignment of it", () => {
  const says = (one: string, object: string) =>
    `resource "${one}" (urn:pulumi:dev::lab::type::${one}) declares ${object} already`;

  test.each([shop, blog])(
    "in project %s are an error of the assignment that names the key",
    async (projectId) => {
      const { key: keys, grant: grants } = run();
      await keyDeclared(keys, complete, complete);
      const { failures } = await grants.check({}, declared({ ...grant, projectId }, "grant"));
      expect(failures?.map(({ reason }) => reason)).toEqual([
        expect.stringContaining(says("key", `the roles of API key ${apiKeyId} in all projects`)),
      ]);
      expect(requests()).toEqual([]);
    },
  );

  test("are an error of the key that names the assignment, if that was declared first", async () => {
    const { key: keys, grant: grants } = run();
    await grants.check(grant, declared(grant, "grant"));
    await expect(keyDeclared(keys, key, complete)).rejects.toThrow(
      says("grant", `the roles of API key ${apiKeyId} in project ${shop}`),
    );
  });

  test("are none where the key leaves projectRoles out", async () => {
    const { key: keys, grant: grants } = run();
    await keyDeclared(keys, complete, key);
    const { failures } = await grants.check({}, declared(grant, "grant"));
    expect(failures).toEqual([]);
  });
});

test("a key with accessList and an access list of it are an error that names both", async () => {
  const { key: keys, list: lists } = run();
  await keyDeclared(keys, complete, complete);
  const { failures } = await lists.check({}, declared(list, "list"));
  expect(failures?.map(({ reason }) => reason).join()).toContain(
    `resource "key" (urn:pulumi:dev::lab::type::key) declares the access list of API key ${apiKeyId} already`,
  );
});

describe("the preview of requiring access lists", () => {
  const required = { orgId: acme, apiAccessListRequired: true };
  const ownList = { orgId: acme, apiKeyId: callers.owner.id, entries: ["192.0.2.1"] };

  test("announces a refusal where the caller's key has no list", async () => {
    const { settings, messages } = run();
    await settings.check({}, declared(required, "settings", true));
    expect(messages.join()).toContain("`pulumi up` would refuse this: apiAccessListRequired: true shuts out");
  });

  test("announces none where the program declares that list", async () => {
    const { settings, list: lists, messages } = run();
    await lists.check({}, declared(ownList, "list", true));
    await settings.check({}, declared(required, "settings", true));
    expect(messages).toEqual([expect.stringContaining("managing it changes apiAccessListRequired")]);
  });
});

describe("in the preview in which a key releases its project roles", () => {
  /** The messages of the preview; the key comes first unless the assignment does not depend on it. */
  async function previewed(assignment: Properties, order: "key first" | "assignment first" = "key first") {
    const { key: keys, grant: grants, messages } = run();
    const keyStep = async () => {
      const { inputs } = await keys.check(complete, declared(key, "key", true));
      await keys.diff(keyId, state(complete), inputs);
    };
    if (order === "key first") await keyStep();
    await grants.check({}, declared(assignment, "grant", true));
    if (order === "assignment first") await keyStep();
    return messages;
  }

  test("an assignment with the same roles causes no warning", async () => {
    expect(await previewed(grant)).toEqual([]);
    expect(writes()).toEqual([]);
  });

  test("an assignment with other roles is announced as refused, with the order to proceed in", async () => {
    expect(await previewed({ ...grant, roles: ["GROUP_OWNER"] })).toEqual([
      `warning: ProjectApiKeyAssignment of API key ${apiKeyId} in project ${shop}: it exists already, with the roles GROUP_READ_ONLY, and \`pulumi up\` will refuse to replace them. First run \`pulumi up\` with the present roles, then change them; to adopt it, set adopt: true`,
    ]);
  });

  test("an assignment that is checked before the key causes a warning that covers this case", async () => {
    expect(await previewed(grant, "assignment first")).toEqual([
      expect.stringMatching(
        /it exists already with these roles\. .*if projectRoles had them until now, no action is needed$/,
      ),
    ]);
  });
});

test("the preview in which a service account releases its project roles expects its assignments", async () => {
  const { clientId } = serviceAccount;
  const account = { orgId: acme, name: "ci", description: "ci", roles: ["ORG_OWNER"] };
  harness.change(({ organizations }) => {
    const [one] = organizations[0]?.serviceAccounts ?? [];
    one?.roles.push({ groupId: shop, roleName: "GROUP_READ_ONLY" });
  });
  const { account: accounts, accountGrant: grants, messages } = run();
  const before = { ...account, projectRoles: { [shop]: ["GROUP_READ_ONLY"] } };
  const { inputs } = await accounts.check(before, declared(account, "account", true));
  await accounts.diff(`${acme}/${clientId}`, { ...before, clientId }, inputs);
  const assignment = { projectId: shop, clientId, roles: ["GROUP_READ_ONLY"] };
  await grants.check({}, declared(assignment, "grant", true));
  expect(messages).toEqual([]);
  expect(writes()).toEqual([]);
});

describe("in the run in which", () => {
  test("a key takes over its assignments and its list, and removing their resources sends nothing", async () => {
    const { key: keys, grant: grants, list: lists, messages } = run();
    const inputs = await keyDeclared(keys, key, complete);
    await keys.update(keyId, state(key), inputs);
    await grants.delete(grantId, grant);
    await lists.delete(keyId, listState);
    expect(writes()).toEqual([]);
    expect(messages.join()).toContain(
      `info: ProjectApiKeyAssignment: the roles of API key ${apiKeyId} in project ${shop}: nothing was removed in Atlas, since the program declares the roles of API key ${apiKeyId} in all projects as resource "key"`,
    );
  });

  test("a key releases its project roles, and new assignment resources find them and count as created here", async () => {
    const { key: keys, grant: grants, list: lists } = run();
    const inputs = await keyDeclared(keys, complete, key);
    await keys.update(keyId, state(complete), inputs);
    const checkedGrant = await grants.check({}, declared(grant, "grant"));
    const checkedList = await lists.check({}, declared(list, "list"));
    expect([checkedGrant.failures, checkedList.failures]).toEqual([[], []]);
    expect((await grants.create(checkedGrant.inputs)).outs).toEqual(grant);
    expect((await lists.create(checkedList.inputs)).outs).toEqual(listState);
    expect(writes()).toEqual([]);
  });

  test("a complete key gets another name and leaves its parts alone, nothing is removed", async () => {
    const { key: keys } = run();
    const adopting = { ...key, adopt: { apiKeyId } };
    const { inputs } = await keys.check({}, declared(adopting, "renamed"));
    await keys.create(inputs);
    await keys.delete(keyId, { ...state(complete) });
    expect(writes()).toEqual([]);
  });

  test("a complete key is removed and its assignment is declared, the key is not deleted", async () => {
    const { key: keys, grant: grants } = run();
    await grants.check({}, declared(grant, "grant"));
    await expect(keys.delete(keyId, state(complete))).rejects.toThrow(
      `the roles of API key ${apiKeyId} in project ${shop} would be deleted with it`,
    );
    expect(writes()).toEqual([]);
  });
});
