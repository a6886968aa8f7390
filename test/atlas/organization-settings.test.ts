import type { Properties } from "../../provider/core/definition";
import { organizationDelegationSettings } from "../../provider/resources/organization-delegation-settings/resource";
import { organizationSettings } from "../../provider/resources/organization-settings/resource";
import { acme, callers, globex, serviceAccount } from "../../testing/emulator/seed";
import { tamperingProxy } from "../../testing/engine/tampering-proxy";
import { created, keyOf, ResourceHarness } from "../../testing/resources/harness";

let harness: ResourceHarness;
beforeEach(async () => {
  harness = await ResourceHarness.start();
});
afterEach(() => harness.close());

const provider = (config?: Readonly<Record<string, string>>) => harness.process(organizationSettings, config);

function organization(id = acme) {
  const found = harness.emulator.store.state().organizations.find((one) => one.id === id);
  if (found === undefined) throw new Error(`the seed has no organization ${id}`);
  return found;
}

/** Changes settings in Atlas. */
function given(settings: Properties, kind: "settings" | "delegationSettings" = "settings"): void {
  harness.change(({ organizations }) => {
    const [first] = organizations;
    if (first) first[kind] = { ...first[kind], ...settings };
  });
}

/** The writing requests: names of the operation and of the settings. */
const writes = () =>
  harness.emulator.requests
    .filter(({ method, status }) => method !== "GET" && status !== 401)
    .map(({ operationId, bodyKeys = [] }) => [operationId, ...bodyKeys].join(" "));

async function updated(state: Properties, olds: Properties, news: Properties, by = provider()) {
  const checked = await by.check(olds, news);
  expect(checked.failures).toEqual([]);
  await by.diff(acme, state, checked.inputs);
  return by.update(acme, state, checked.inputs);
}

const inputs = { orgId: acme, multiFactorAuthRequired: true, securityContact: "security@example.com" };

test("a create sends only the settings that differ", async () => {
  given({ multiFactorAuthRequired: true, genAIFeaturesEnabled: false });
  await created(provider(), inputs);
  expect(writes()).toEqual(["updateOrgSettings securityContact"]);
  expect(organization().settings).toMatchObject({ genAIFeaturesEnabled: false });
});

test("a create whose settings are all there sends nothing", async () => {
  given({ multiFactorAuthRequired: true, securityContact: "security@example.com" });
  const { outs } = await created(provider(), inputs);
  expect(writes()).toEqual([]);
  expect(outs).toEqual({
    ...inputs,
    originalSettings: { multiFactorAuthRequired: true, securityContact: "security@example.com" },
  });
});

test("the preview of a create names what managing the settings changes", async () => {
  given({ securityContact: "old@example.com" });
  const one = provider();
  await one.check({}, { ...inputs, unset: ["operationsContact"] });
  expect(one.messages).toEqual([
    `warning: OrganizationSettings of organization ${acme}: managing it changes multiFactorAuthRequired from false to true, securityContact from "old@example.com" to "security@example.com"`,
  ]);
});

test("all nine settings can be given, and read back", async () => {
  const all = {
    orgId: acme,
    apiAccessListRequired: false,
    customSessionTimeouts: { absoluteSessionTimeoutInSeconds: 36_000, idleSessionTimeoutInSeconds: 900 },
    genAIFeaturesEnabled: false,
    maxServiceAccountSecretValidityInHours: 720,
    multiFactorAuthRequired: true,
    operationsContact: "operations@example.com",
    restrictEmployeeAccess: true,
    securityContact: "security@example.com",
    streamsCrossGroupEnabled: true,
  };
  const { outs = {} } = await created(provider(), all);
  const { orgId, ...settings } = all;
  expect(organization().settings).toMatchObject(settings);
  expect((await provider().read(acme, outs)).props).toMatchObject(all);
});

test("a setting that is not given is no drift, whatever it becomes", async () => {
  const { outs = {} } = await created(provider(), inputs);
  given({ restrictEmployeeAccess: true, operationsContact: "by-hand@example.com" });
  expect((await provider().read(acme, outs)).props).toEqual(outs);
});

test("a managed setting that Atlas does not return is no drift, and a change of it is sent", async () => {
  const withoutIt = ({ genAIFeaturesEnabled: _, ...settings }: Properties) => settings;
  const proxy = await tamperingProxy(harness.emulator.url, withoutIt, { changedMethod: "GET" });
  const behindIt = () => provider({ ...keyOf(callers.owner), baseUrl: proxy.url });
  try {
    const wanted = { orgId: acme, genAIFeaturesEnabled: false, multiFactorAuthRequired: true };
    const { outs = {} } = await created(behindIt(), wanted);
    expect((await behindIt().read(acme, outs)).props).toEqual(outs);
    harness.emulator.clearRequests();
    await updated(outs, wanted, { ...wanted, genAIFeaturesEnabled: true }, behindIt());
    expect(writes()).toEqual(["updateOrgSettings genAIFeaturesEnabled"]);
  } finally {
    await proxy.close();
  }
});

test("a setting that is removed from the program keeps its value, without a request", async () => {
  const { outs = {} } = await created(provider(), { ...inputs, unset: ["operationsContact"] });
  harness.emulator.clearRequests();
  const { outs: after = {} } = await updated(outs, inputs, { orgId: acme, multiFactorAuthRequired: true });
  expect(harness.emulator.requests).toEqual([]);
  expect(organization().settings).toMatchObject({ securityContact: "security@example.com" });
  expect(after).toEqual({
    orgId: acme,
    multiFactorAuthRequired: true,
    originalSettings: { multiFactorAuthRequired: false },
  });
  given({ securityContact: "by-hand@example.com", operationsContact: "by-hand@example.com" });
  expect((await provider().read(acme, after)).props).toEqual(after);
});

test("a change sends the one setting that changed", async () => {
  const { outs = {} } = await created(provider(), inputs);
  harness.emulator.clearRequests();
  await updated(outs, inputs, { ...inputs, multiFactorAuthRequired: false });
  expect(writes()).toEqual(["updateOrgSettings multiFactorAuthRequired"]);
});

test("a change is sent although a stale read shows its value already", async () => {
  const { outs = {} } = await created(provider(), inputs);
  harness.emulator.fail("getOrgSettings", { kind: "stale-read", ms: 60_000 });
  await updated(outs, inputs, { ...inputs, multiFactorAuthRequired: false });
  expect(organization().settings?.multiFactorAuthRequired).toBe(false);
});

test("unset clears contacts and timeouts", async () => {
  const timeouts = { absoluteSessionTimeoutInSeconds: 7200, idleSessionTimeoutInSeconds: 600 };
  given({
    operationsContact: "a@example.com",
    securityContact: "b@example.com",
    customSessionTimeouts: timeouts,
  });
  const unset = ["customSessionTimeouts", "operationsContact", "securityContact"];
  const { outs = {} } = await created(provider(), { orgId: acme, unset });
  expect(writes()).toEqual(["updateOrgSettings customSessionTimeouts operationsContact securityContact"]);
  const { operationsContact, securityContact, customSessionTimeouts } = organization().settings ?? {};
  expect([operationsContact, securityContact]).toEqual([null, ""]);
  expect(customSessionTimeouts).toEqual({
    absoluteSessionTimeoutInSeconds: null,
    idleSessionTimeoutInSeconds: null,
  });
  expect((await provider().read(acme, outs)).props).toEqual(outs);
});

test("a value of a setting that the program unsets is drift, and is cleared again", async () => {
  const wanted = { orgId: acme, unset: ["customSessionTimeouts", "operationsContact"] };
  const { outs = {} } = await created(provider(), wanted);
  given({ customSessionTimeouts: { idleSessionTimeoutInSeconds: 600 } });
  const read = await provider().read(acme, outs);
  expect(read.inputs).toEqual({
    orgId: acme,
    customSessionTimeouts: { idleSessionTimeoutInSeconds: 600 },
    unset: ["customSessionTimeouts.absoluteSessionTimeoutInSeconds", "operationsContact"],
  });
  const { outs: after = {} } = await updated(read.props ?? {}, wanted, wanted);
  expect(organization().settings?.customSessionTimeouts?.idleSessionTimeoutInSeconds).toBeNull();
  expect(after).toEqual(outs);
});

test("one timeout is managed without the other, which is sent as it is", async () => {
  given({ customSessionTimeouts: { absoluteSessionTimeoutInSeconds: 7200 } });
  const one = { orgId: acme, customSessionTimeouts: { idleSessionTimeoutInSeconds: 600 } };
  const { outs = {} } = await created(provider(), one);
  expect(organization().settings?.customSessionTimeouts).toEqual({
    absoluteSessionTimeoutInSeconds: 7200,
    idleSessionTimeoutInSeconds: 600,
  });
  given({
    customSessionTimeouts: { absoluteSessionTimeoutInSeconds: 3600, idleSessionTimeoutInSeconds: 600 },
  });
  expect((await provider().read(acme, outs)).props).toEqual(outs);
});

describe("a destroy", () => {
  test("leaves the settings, and the warning names the option that restores them", async () => {
    const { outs = {} } = await created(provider(), inputs);
    const before = organization().settings;
    const one = provider();
    await one.delete(acme, outs);
    expect(organization().settings).toEqual(before);
    expect(one.messages).toEqual([
      `warning: OrganizationSettings of organization ${acme}: multiFactorAuthRequired, securityContact stay in Atlas as they are. To restore the original settings on destroy, apply restoreOnDestroy: true first`,
    ]);
  });

  test("with restoreOnDestroy restores the original settings, values and absences, and nothing else", async () => {
    given({ operationsContact: "old@example.com" });
    const wanted = { ...inputs, unset: ["operationsContact"], restoreOnDestroy: true };
    const { outs = {} } = await created(provider(), wanted);
    expect(outs.originalSettings).toEqual({
      multiFactorAuthRequired: false,
      operationsContact: "old@example.com",
      unset: ["securityContact"],
    });
    given({ restrictEmployeeAccess: true });
    await provider().delete(acme, outs);
    expect(organization().settings).toMatchObject({
      multiFactorAuthRequired: false,
      operationsContact: "old@example.com",
      securityContact: "",
      restrictEmployeeAccess: true,
    });
  });

  test("restores the original settings although a stale read shows them already", async () => {
    const { outs = {} } = await created(provider(), { ...inputs, restoreOnDestroy: true });
    harness.emulator.fail("getOrgSettings", { kind: "stale-read", ms: 60_000 });
    await provider().delete(acme, outs);
    expect(organization().settings).toMatchObject({ multiFactorAuthRequired: false, securityContact: "" });
  });

  test("restores settings that became managed later, and leaves those that were removed from the program", async () => {
    const { outs = {} } = await created(provider(), inputs);
    given({ restrictEmployeeAccess: true });
    const later = {
      orgId: acme,
      restrictEmployeeAccess: false,
      multiFactorAuthRequired: true,
      restoreOnDestroy: true,
    };
    const { outs: after = {} } = await updated(outs, inputs, later);
    expect(after.originalSettings).toEqual({ multiFactorAuthRequired: false, restrictEmployeeAccess: true });
    await provider().delete(acme, after);
    expect(organization().settings).toMatchObject({
      multiFactorAuthRequired: false,
      restrictEmployeeAccess: true,
      securityContact: "security@example.com",
    });
  });

  test("restores the original settings also after a setting was cleared in Atlas", async () => {
    given({ securityContact: "old@example.com" });
    const wanted = { ...inputs, restoreOnDestroy: true };
    const { outs = {} } = await created(provider(), wanted);
    given({ securityContact: "" });
    const { props = {} } = await provider().read(acme, outs);
    const { outs: repaired = {} } = await updated(props, wanted, wanted);
    await provider().delete(acme, repaired);
    expect(organization().settings?.securityContact).toBe("old@example.com");
  });
});

describe("requiring access lists", () => {
  const required = { orgId: acme, apiAccessListRequired: true };
  const withEntries = (publicKey: string) =>
    harness.change(({ organizations }) => {
      const key = organizations[0]?.apiKeys?.find(
        ({ id }) => organization().apiKeys?.find((one) => one.id === id)?.publicKey === publicKey,
      );
      if (key) key.accessList = ["127.0.0.1", "203.0.113.7"];
    });

  test("is refused while the caller's own key has no entry: it is named, and nothing is sent", async () => {
    const one = provider();
    await expect(created(one, required)).rejects.toThrow(
      `Update settings of organization ${acme}: apiAccessListRequired: true shuts out API key ownerkey, which this provider uses: no address is on an access list of it. Add the addresses that use it (OrgApiKeyAccessList for a key, ServiceAccountAccessList for a service account), or set allowLockout: true`,
    );
    expect(one.messages).toContainEqual(expect.stringContaining("`pulumi up` would refuse this"));
    expect(writes()).toEqual([]);
  });

  test("is refused in an update too", async () => {
    const { outs = {} } = await created(provider(), { ...required, apiAccessListRequired: false });
    await expect(updated(outs, required, required)).rejects.toThrow(/shuts out API key ownerkey/);
    expect(organization().settings?.apiAccessListRequired).toBe(false);
  });

  test("is refused while another profile's key has no entry", async () => {
    withEntries("ownerkey");
    const profiles = { auditor: { publicKey: "readerky", privateKey: callers.reader.privateKey } };
    const config = { ...keyOf(callers.owner), profiles: JSON.stringify(profiles) };
    await expect(created(provider(config), required)).rejects.toThrow(
      /shuts out API key readerky, which the profile "auditor" uses/,
    );
    withEntries("readerky");
    await created(provider(config), required);
    expect(organization().settings?.apiAccessListRequired).toBe(true);
  });

  test("is refused while the service account that calls has no entry", async () => {
    await expect(created(provider(serviceAccount), required)).rejects.toThrow(
      `shuts out service account ${serviceAccount.clientId}, which this provider uses`,
    );
    expect(writes().filter((name) => name !== "oauthToken")).toEqual([]);
  });

  test("is done where every key in use has an entry, and with allowLockout", async () => {
    withEntries("ownerkey");
    await created(provider(), required);
    expect(organization().settings?.apiAccessListRequired).toBe(true);
    given({ apiAccessListRequired: false });
    harness.change(({ organizations }) => {
      for (const key of organizations[0]?.apiKeys ?? []) key.accessList = [];
    });
    await created(provider(), { ...required, allowLockout: true });
    expect(organization().settings?.apiAccessListRequired).toBe(true);
  });

  test("is refused when a destroy would restore it, unless that was permitted before", async () => {
    withEntries("ownerkey");
    given({ apiAccessListRequired: true });
    const wanted = { ...required, apiAccessListRequired: false, restoreOnDestroy: true };
    const { outs = {} } = await created(provider(), wanted);
    harness.change(({ organizations }) => {
      for (const key of organizations[0]?.apiKeys ?? []) key.accessList = [];
    });
    await expect(provider().delete(acme, outs)).rejects.toThrow(/shuts out API key ownerkey/);
    await provider().delete(acme, { ...outs, allowLockout: true });
    expect(organization().settings?.apiAccessListRequired).toBe(true);
  });
});

test("a create whose response is lost stores the original settings, and the next update completes it", async () => {
  const one = provider();
  const checked = await one.check({}, { ...inputs, restoreOnDestroy: true });
  harness.emulator.fail("updateOrgSettings", { kind: "reset-after-commit" });
  const error = await one.create(checked.inputs).catch((thrown: unknown) => thrown);
  const { id, properties } = error as { id: string; properties: Properties };
  expect(id).toBe(acme);
  expect(properties).toEqual({
    orgId: acme,
    restoreOnDestroy: true,
    multiFactorAuthRequired: false,
    unset: ["securityContact"],
    originalSettings: { multiFactorAuthRequired: false, unset: ["securityContact"] },
  });
  harness.emulator.clearFaults();
  const { outs: after = {} } = await updated(properties, inputs, { ...inputs, restoreOnDestroy: true });
  await provider().delete(acme, after);
  expect(organization().settings).toMatchObject({ multiFactorAuthRequired: false, securityContact: "" });
});

test("an update whose response is lost keeps what was there before of the settings that it adds", async () => {
  given({ securityContact: "old@example.com" });
  const before = { orgId: acme, multiFactorAuthRequired: true, restoreOnDestroy: true };
  const { outs = {} } = await created(provider(), before);
  harness.emulator.fail("updateOrgSettings", { kind: "reset-after-commit" });
  const news = { ...inputs, restoreOnDestroy: true };
  const error = await updated(outs, before, news).catch((thrown: unknown) => thrown);
  expect(organization().settings?.securityContact).toBe("security@example.com");
  harness.emulator.clearFaults();
  const { props = {} } = await provider().read(acme, (error as { properties: Properties }).properties);
  const { outs: after = {} } = await updated(props, news, news);
  await provider().delete(acme, after);
  expect(organization().settings?.securityContact).toBe("old@example.com");
});

test("a create that fails before any request stores nothing", async () => {
  const one = provider();
  const checked = await one.check({}, inputs);
  harness.emulator.fail("getOrgSettings", { kind: "status", status: 500 });
  const error = await one.create(checked.inputs).catch((thrown: unknown) => thrown);
  expect((error as { properties?: unknown }).properties).toBeUndefined();
  expect(String(error)).toMatch(/Read settings of organization/);
});

test("get reads all settings, and those without a value as unset", async () => {
  given({ customSessionTimeouts: { idleSessionTimeoutInSeconds: 600 } });
  const { props } = await provider().read(acme, {});
  expect(props).toEqual({
    orgId: acme,
    apiAccessListRequired: false,
    customSessionTimeouts: { idleSessionTimeoutInSeconds: 600 },
    genAIFeaturesEnabled: true,
    maxServiceAccountSecretValidityInHours: 8760,
    multiFactorAuthRequired: false,
    restrictEmployeeAccess: false,
    streamsCrossGroupEnabled: false,
    unset: ["customSessionTimeouts.absoluteSessionTimeoutInSeconds", "operationsContact", "securityContact"],
  });
});

test.each([organizationSettings, organizationDelegationSettings])(
  "$name: Cloud Manager has none, which the preview says before any request",
  async (definition) => {
    const own = await ResourceHarness.start("cloud-manager");
    try {
      const check = own.process(definition).check({}, { orgId: acme });
      await expect(check).rejects.toThrow(/Cloud Manager has no/);
      expect(own.emulator.requests).toEqual([]);
    } finally {
      await own.close();
    }
  },
);

test("another organization replaces the resource and leaves the settings of the first one", async () => {
  const { outs = {}, inputs: olds } = await created(provider(), inputs);
  const one = provider();
  const diff = await one.diff(acme, outs, { ...olds, orgId: globex });
  expect(diff.replaces).toEqual(["orgId"]);
});

describe("delegation settings", () => {
  const delegation = () => harness.process(organizationDelegationSettings);
  const wanted = { orgId: acme, delegatedMcpAccess: "READ_ONLY", maximumRefreshTokenLifetime: 86_400 };

  test("only those given are sent, and unset gives a lifetime back to Atlas's default", async () => {
    given({ idleRefreshTokenLifetime: 60, delegatedPartnerAccess: "READ_WRITE" }, "delegationSettings");
    const { outs = {}, inputs: olds } = await created(delegation(), wanted);
    expect(writes()).toEqual(["updateOrgDelegationSettings delegatedMcpAccess maximumRefreshTokenLifetime"]);
    const unset = ["maximumRefreshTokenLifetime"];
    const { maximumRefreshTokenLifetime, ...rest } = wanted;
    const one = delegation();
    const { inputs: news } = await one.check(olds, { ...rest, unset });
    const { outs: after = {} } = await one.update(acme, outs, news);
    expect(organization().delegationSettings).toEqual({
      delegatedMcpAccess: "READ_ONLY",
      delegatedPartnerAccess: "READ_WRITE",
      idleRefreshTokenLifetime: 60,
    });
    expect((await delegation().read(acme, after)).props).toEqual(after);
  });

  test("a destroy leaves them, or restores the original ones", async () => {
    const { outs = {} } = await created(delegation(), wanted);
    const one = delegation();
    await one.delete(acme, outs);
    expect(one.messages.join()).toContain("delegatedMcpAccess, maximumRefreshTokenLifetime stay in Atlas");
    expect(organization().delegationSettings).toMatchObject({ delegatedMcpAccess: "READ_ONLY" });
    await delegation().delete(acme, { ...outs, restoreOnDestroy: true });
    expect(organization().delegationSettings).toEqual({ delegatedMcpAccess: "DISALLOWED" });
  });
});
