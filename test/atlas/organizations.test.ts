import type { Properties } from "../../provider/core/definition";
import { organization } from "../../provider/resources/organization/resource";
import { acme, callers } from "../../testing/emulator/seed";
import { tamperingProxy } from "../../testing/engine/tampering-proxy";
import { created, keyOf, ResourceHarness } from "../../testing/resources/harness";

const orgOwnerId = "5f00000000000000000000aa";
const initialApiKey = { description: "owner of the new one", roles: ["ORG_OWNER"] };
const inputs = { name: "Initech", orgOwnerId, initialApiKey };

let harness: ResourceHarness;
beforeEach(async () => {
  harness = await ResourceHarness.start();
});
afterEach(() => harness.close());

const provider = (config: Readonly<Record<string, string>> = {}) =>
  harness.process(organization, { ...keyOf(callers.owner), ...config });

const organizationNamed = (name: string) =>
  harness.emulator.store.state().organizations.find((candidate) => candidate.name === name);

/** The requests that change something, with the names of the body's fields. */
const writes = () =>
  harness.emulator.requests
    .filter(({ method, status, auth }) => method !== "GET" && (auth !== "none" || status !== 401))
    .map(({ operationId, bodyKeys = [] }) => [operationId, ...bodyKeys].join(" "));

/** The same as the next `up` with other inputs does it. */
async function updated(id: string, state: Properties, olds: Properties, news: Properties) {
  const by = provider();
  const checked = await by.check(olds, news);
  expect(checked.failures).toEqual([]);
  await by.diff(id, state, checked.inputs);
  const { outs = {} } = await by.update(id, state, checked.inputs);
  return { outs, messages: by.messages };
}

test("an existing organization is renamed with both settings sent, the one that is not managed as it was", async () => {
  harness.change(({ organizations }) => {
    for (const each of organizations) Object.assign(each, { skipDefaultAlertsSettings: true });
  });
  await created(provider(), { orgId: acme, name: "Acme Inc" });
  expect(writes()).toEqual(["updateOrg name skipDefaultAlertsSettings"]);
  expect(organizationNamed("Acme Inc")?.skipDefaultAlertsSettings).toBe(true);
});

describe("a new organization", () => {
  test("stores a changed input that counts at creation, with a warning and without a request", async () => {
    const { id, outs = {} } = await created(provider(), inputs);
    harness.emulator.clearRequests();
    const news = { ...inputs, initialApiKey: { ...initialApiKey, description: "changed later" } };
    const { outs: after, messages } = await updated(id, outs, inputs, news);
    expect(messages.join()).toContain("initialApiKey is used only at creation");
    expect(after).toMatchObject(news);
    expect(harness.emulator.requests).toEqual([]);
  });

  test("is not destroyed unless an earlier up permitted it", async () => {
    const { id, outs = {} } = await created(provider(), inputs);
    await expect(provider().delete(id, outs)).rejects.toThrow("the only credentials that can manage it");
    const { outs: after } = await updated(id, outs, inputs, { ...inputs, forgetOnDestroy: true });
    await provider().delete(id, after);
    expect(organizationNamed("Initech")).toBeDefined();
    expect(writes()).toEqual(["createOrg name orgOwnerId apiKey"]);
  });

  test("is deleted with its own credentials with deleteOnDestroy", async () => {
    const { id, outs = {} } = await created(provider(), { ...inputs, deleteOnDestroy: true });
    await provider().delete(id, outs);
    const deletion = harness.emulator.requests.find(
      ({ operationId, status }) => operationId === "deleteOrg" && status < 300,
    );
    expect(deletion?.caller).toBe(outs.publicKey);
  });

  test("whose own key was revoked names the config that gives others, and uses them", async () => {
    const { id, outs = {} } = await created(provider(), inputs);
    const publicKey = "otherkey";
    const privateKey = "66666666-6666-4666-8666-666666666666";
    harness.emulator.store.edit(({ organizations }) => {
      const own = organizations.find((each) => each.id === id);
      const roles = [{ orgId: id, roleName: "ORG_OWNER" }];
      if (own)
        own.apiKeys = [{ id: "5f00000000000000000000d1", publicKey, privateKey, desc: "other", roles }];
    });
    await expect(provider().read(id, outs)).rejects.toThrow("mongodbatlas:organizationCredentials");
    const organizationCredentials = JSON.stringify({ [id]: { publicKey, privateKey } });
    expect((await provider({ organizationCredentials }).read(id, outs)).props).toEqual(outs);
  });

  test("with a partly unreadable create response is stored with its secrets and completed by the next up", async () => {
    const withoutName = (body: Record<string, unknown>) => {
      const { name, ...rest } = body.organization as Record<string, unknown>;
      return { ...body, organization: rest };
    };
    const proxy = await tamperingProxy(harness.emulator.url, withoutName, { status: 201 });
    const by = provider({ baseUrl: proxy.url });
    const checked = await by.check({}, inputs);
    const error = await by.create(checked.inputs).catch((thrown: unknown) => thrown);
    await proxy.close();
    const { message, id, properties } = error as { message: string; id: string; properties: Properties };
    expect(message).toContain("The state has it with its credentials");
    expect(properties).toMatchObject({ orgId: id, privateKey: expect.any(String) });
    await updated(id, properties, checked.inputs, inputs);
    expect(writes()).toEqual(["createOrg name orgOwnerId apiKey"]);
  });

  test.each([
    ["payment", 402, "ACCOUNT_SUSPENDED", "billing"],
    [
      "a caller that does not pay",
      400,
      "API_KEY_MUST_BE_ASSOCIATED_WITH_PAYING_ORG",
      "organization that pays for others",
    ],
    ["a conflict", 409, "ORG_CONFLICT", "Check it in Atlas"],
  ])("that Atlas refuses for %s gets a sentence of its own", async (_, status, errorCode, says) => {
    harness.emulator.fail("createOrg", { kind: "status", status, errorCode });
    await expect(created(provider(), inputs)).rejects.toThrow(
      expect.objectContaining({ message: expect.stringMatching(new RegExp(`${errorCode}[\\s\\S]*${says}`)) }),
    );
  });

  test("needs an owner when an API key creates it: an error before any request", async () => {
    await expect(created(provider(), { name: "Initech", initialApiKey })).rejects.toThrow(
      "orgOwnerId: is required when the caller is an API key",
    );
    expect(writes()).toEqual([]);
  });
});
