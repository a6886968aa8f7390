import type { Properties } from "../../provider/core/definition";
import { orgApiKey } from "../../provider/resources/org-api-key/resource";
import { acme, blog, callers, serviceAccount, shop } from "../../testing/emulator/seed";
import { created, keyOf, ResourceHarness } from "../../testing/resources/harness";

/** Project roles and entries of a key that the stack's credentials use stay, whatever a complete key declares. */
let harness: ResourceHarness;
beforeEach(async () => {
  harness = await ResourceHarness.start();
  harness.change(({ organizations }) => {
    for (const key of organizations[0]?.apiKeys?.filter(({ id }) => id === callers.owner.id) ?? []) {
      key.roles.push({ groupId: shop, roleName: "GROUP_OWNER" }, { groupId: blog, roleName: "GROUP_OWNER" });
      key.accessList = ["127.0.0.1", "192.0.2.7"];
    }
  });
});
afterEach(() => harness.close());

const account = { clientId: serviceAccount.clientId, clientSecret: serviceAccount.clientSecret };
const own = {
  orgId: acme,
  description: "owner",
  roles: ["ORG_OWNER"],
  projectRoles: { [blog]: ["GROUP_OWNER"], [shop]: ["GROUP_OWNER"] },
  accessList: ["127.0.0.1", "192.0.2.7"],
};
const state: Properties = { ...own, apiKeyId: callers.owner.id, publicKey: callers.owner.publicKey };
const id = `${acme}/${callers.owner.id}`;
const writes = () =>
  harness.emulator.requests.filter(
    ({ method, status, auth }) => method !== "GET" && status < 300 && auth !== "basic",
  );

const fewerProjects = { ...own, projectRoles: { [shop]: ["GROUP_OWNER"] } };
const otherRole = { ...own, projectRoles: { ...own.projectRoles, [blog]: ["GROUP_READ_ONLY"] } };
const fewerEntries = { ...own, accessList: ["127.0.0.1"] };

describe.each<[string, Properties, string]>([
  ["a project", fewerProjects, `takes GROUP_OWNER in project ${blog} from it`],
  ["a role in a project", otherRole, `takes GROUP_OWNER in project ${blog} from it`],
  ["an entry", fewerEntries, "removes 192.0.2.7 from its list"],
])("%s of the caller's own key", (_, news, says) => {
  test("is kept in a preview without a request", async () => {
    await expect(harness.process(orgApiKey).diff(id, state, news)).rejects.toThrow(
      new RegExp(
        `^Update .*it is the key that this provider uses, and this ${says}.*or set allowLockout: true`,
      ),
    );
    expect(harness.emulator.requests).toEqual([]);
  });

  test("is kept also where only Atlas knows of it", async () => {
    const { projectRoles: _projects, accessList: _entries, ...unmanaged } = state;
    await expect(harness.process(orgApiKey).update(id, unmanaged, news)).rejects.toThrow(says);
    expect(writes()).toEqual([]);
  });

  test("loses its role with allowLockout", async () => {
    const provider = harness.process(orgApiKey, news === fewerEntries ? account : keyOf(callers.owner));
    await provider.update(id, state, { ...news, allowLockout: true });
    expect(writes()).toHaveLength(1);
  });

  test("is kept when the key is adopted, and the preview reports it", async () => {
    const adopting = { ...news, adopt: { publicKey: callers.owner.publicKey } };
    await expect(harness.process(orgApiKey).check({}, adopting)).rejects.toThrow(says);
    await expect(harness.process(orgApiKey).create(adopting)).rejects.toThrow(says);
    expect(writes()).toEqual([]);
  });

  test("is kept where another profile's credentials change it", async () => {
    const profiles = JSON.stringify({ ops: keyOf(callers.owner) });
    const provider = harness.process(orgApiKey, { ...account, profiles });
    await expect(provider.diff(id, state, news)).rejects.toThrow('it is the key that the profile "ops" uses');
  });
});

test("the first access list of a used key is a warning, since other addresses can no longer use the key", async () => {
  harness.change(({ organizations }) => {
    for (const key of organizations[0]?.apiKeys ?? []) key.accessList = [];
  });
  const provider = harness.process(orgApiKey);
  const { accessList: _, ...without } = state;
  await provider.update(id, without, own);
  expect(provider.messages.join()).toContain("now only 127.0.0.1, 192.0.2.7 can use it");
});

describe("adopt", () => {
  const plain = {
    orgId: acme,
    description: "plain",
    roles: ["ORG_READ_ONLY"],
    adopt: { publicKey: "plainkyb" },
    projectRoles: { [shop]: ["GROUP_OWNER"] },
    accessList: ["192.0.2.1"],
  };
  const keyId = "5f00000000000000000000b2";

  function there(projectRoles: Record<string, string[]>, accessList: string[]) {
    harness.change(({ organizations }) => {
      for (const key of organizations[0]?.apiKeys?.filter((each) => each.id === keyId) ?? []) {
        const roles = Object.entries(projectRoles);
        key.roles.push(
          ...roles.flatMap(([groupId, names]) => names.map((roleName) => ({ groupId, roleName }))),
        );
        key.accessList = accessList;
      }
    });
  }

  test("adopts existing access without a write and without a warning", async () => {
    there(plain.projectRoles, plain.accessList);
    const provider = harness.process(orgApiKey);
    const { outs } = await created(provider, plain);
    expect(outs).toMatchObject({
      projectRoles: plain.projectRoles,
      accessList: plain.accessList,
      adopted: true,
    });
    expect(writes()).toEqual([]);
    expect(provider.messages.filter((text) => text.startsWith("warning"))).toEqual([]);
  });

  test("names in the preview what is removed, and removes it", async () => {
    there({ [shop]: ["GROUP_OWNER", "GROUP_READ_ONLY"], [blog]: ["GROUP_OWNER"] }, ["192.0.2.9"]);
    const provider = harness.process(orgApiKey);
    const checked = await provider.check({}, plain);
    expect(provider.messages.join()).toContain(
      `adopting API key ${keyId} (public key plainkyb): it loses GROUP_READ_ONLY in project ${shop}; it loses GROUP_OWNER in project ${blog}; its access list loses 192.0.2.9`,
    );
    expect(writes()).toEqual([]);
    await provider.create(checked.inputs);
    const roles = harness.emulator.store.apiKey(keyId)?.roles?.filter(({ groupId }) => groupId !== undefined);
    expect(roles).toEqual([{ groupId: shop, roleName: "GROUP_OWNER" }]);
  });

  test("that fails partway stores the key as adopted with the completed steps", async () => {
    there({ [blog]: ["GROUP_OWNER"] }, []);
    harness.emulator.fail("removeGroupApiKey", {
      kind: "status",
      status: 403,
      errorCode: "NOT_GROUP_USER_ADMIN",
    });
    const provider = harness.process(orgApiKey);
    const { inputs } = await provider.check({}, plain);
    const error = await provider.create(inputs).catch((thrown: { properties?: Properties }) => thrown);
    expect(error).toMatchObject({
      id: `${acme}/${keyId}`,
      properties: {
        adopted: true,
        projectRoles: { [shop]: ["GROUP_OWNER"], [blog]: ["GROUP_OWNER"] },
        accessList: plain.accessList,
      },
    });
  });
});
