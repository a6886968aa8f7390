import { projectApiKeyAssignment } from "../../provider/resources/project-api-key-assignment/resource";
import { callers, shop } from "../../testing/emulator/seed";
import { created, keyOf, ResourceHarness } from "../../testing/resources/harness";

const apiKeyId = "5f00000000000000000000b2";
const inputs = { projectId: shop, apiKeyId, roles: ["GROUP_READ_ONLY"] };
const id = `${shop}/${apiKeyId}`;

let harness: ResourceHarness;
beforeEach(async () => {
  harness = await ResourceHarness.start();
});
afterEach(() => harness.close());

const provider = () => harness.process(projectApiKeyAssignment, keyOf(callers.owner));
const rolesInShop = () =>
  harness.emulator.store.apiKey(apiKeyId)?.roles?.filter(({ groupId }) => groupId === shop) ?? [];
const methods = () =>
  harness.emulator.requests.filter(({ method, auth }) => method !== "GET" && auth !== "none");

test("an assignment is created with POST, not with PATCH", async () => {
  await created(provider(), inputs);
  expect(methods().map(({ method }) => method)).toEqual(["POST"]);
  expect(rolesInShop()).toEqual([{ groupId: shop, roleName: "GROUP_READ_ONLY" }]);
});

test.each([400, 404] as const)(
  "a change of an assignment that was taken away by hand says so and assigns nothing, also with status %i",
  async (status) => {
    const { outs = {} } = await created(provider(), inputs);
    harness.change(({ organizations }) => {
      for (const key of organizations[0]?.apiKeys ?? [])
        key.roles = key.roles?.filter(({ groupId }) => groupId !== shop);
    });
    if (status === 404) {
      const fault = { kind: "status", status, errorCode: "API_KEY_NOT_FOUND" } as const;
      harness.emulator.fail("updateGroupApiKeyRoles", fault);
    }
    const news = { ...inputs, roles: ["GROUP_OWNER"] };
    await expect(provider().update(id, outs, news)).rejects.toThrow(
      /^Update roles of API key .*: it does not exist: Atlas says API_KEY_NOT_FOUND.*pulumi up --refresh/,
    );
    expect(rolesInShop()).toEqual([]);
  },
);
