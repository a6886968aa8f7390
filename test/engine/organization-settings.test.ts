import { acme, callers, globex } from "../../testing/emulator/seed";
import { asked, managed, useAtlasHarness, written } from "../../testing/engine/atlas-harness";
import { storedResource } from "../../testing/engine/deployment";

const harness = useAtlasHarness();

/** A program with OrganizationSettings, named `settings`, and the given text. */
function program(inputs: Readonly<Record<string, unknown>>, rest = ""): string {
  const names = "OrganizationDelegationSettings, OrganizationSettings, OrgApiKeyAccessList";
  return `const { ${names}, getOrganizationSettings } = require("pulumi-atlas-access");
const settings = new OrganizationSettings("settings", ${JSON.stringify({ orgId: acme, ...inputs })});
${rest}`;
}

const apply = async (inputs: Readonly<Record<string, unknown>>, rest?: string) => {
  harness.engine.program(program(inputs, rest));
  return harness.engine.up();
};

function organization() {
  const found = harness.atlas.store.state().organizations.find(({ id }) => id === acme);
  if (found === undefined) throw new Error("the seed has no Acme");
  return found;
}

/** Changes settings in Atlas. */
function given(settings: Readonly<Record<string, unknown>>): void {
  harness.atlas.store.edit((state) => {
    for (const one of state.organizations)
      if (one.id === acme) one.settings = { ...one.settings, ...settings };
  });
}

const timeouts = { absoluteSessionTimeoutInSeconds: 36_000, idleSessionTimeoutInSeconds: 900 };
const inputs = {
  multiFactorAuthRequired: true,
  securityContact: "security@example.com",
  customSessionTimeouts: timeouts,
};

test("one setting that drifted is shown alone, and repaired alone", async () => {
  const { engine, atlas } = harness;
  await apply(inputs);
  await engine.preview(["--refresh", "--expect-no-changes"]);
  given({
    customSessionTimeouts: { ...timeouts, idleSessionTimeoutInSeconds: 600 },
    restrictEmployeeAccess: true,
  });
  const { stdout } = await engine.preview(["--refresh", "--diff"]);
  expect(stdout).toMatch(/~ idleSessionTimeoutInSeconds\s*: 600 => 900/);
  expect(stdout).not.toMatch(
    /[~+-] (absoluteSessionTimeoutInSeconds|securityContact|restrictEmployeeAccess)/,
  );
  atlas.clearRequests();
  await engine.up(["--refresh"]);
  expect(written(atlas)).toEqual(["updateOrgSettings customSessionTimeouts"]);
  expect(organization().settings).toMatchObject({
    customSessionTimeouts: timeouts,
    restrictEmployeeAccess: true,
  });
  await engine.preview(["--refresh", "--expect-no-changes"]);
});

test("a contact that is set in Atlas although the program unsets it is drift, and is cleared again", async () => {
  const { engine } = harness;
  await apply({ unset: ["operationsContact"] });
  given({ operationsContact: "by-hand@example.com" });
  const { stdout } = await engine.preview(["--refresh", "--diff"]);
  expect(stdout).toMatch(/- operationsContact: "by-hand@example.com"/);
  await engine.up(["--refresh"]);
  expect(organization().settings?.operationsContact).toBeNull();
  await engine.preview(["--refresh", "--expect-no-changes"]);
});

test("a setting that leaves the program keeps its value and is no drift any more", async () => {
  const { engine, atlas } = harness;
  await apply(inputs);
  atlas.clearRequests();
  await apply({ multiFactorAuthRequired: true });
  expect(asked(atlas)).toEqual([]);
  given({ securityContact: "by-hand@example.com" });
  await engine.preview(["--refresh", "--expect-no-changes"]);
  expect(organization().settings?.securityContact).toBe("by-hand@example.com");
});

test("a destroy leaves the settings, with a warning", async () => {
  const { engine, atlas } = harness;
  await apply(inputs);
  atlas.clearRequests();
  const { stdout } = await engine.destroy();
  expect(stdout.replace(/\s+/g, " ")).toContain("stay in Atlas as they are");
  expect(written(atlas)).toEqual([]);
  expect(organization().settings).toMatchObject(inputs);
});

test("a destroy restores the original settings if an earlier up applied restoreOnDestroy", async () => {
  const { engine } = harness;
  given({ securityContact: "old@example.com" });
  await apply(inputs);
  await apply({ ...inputs, restoreOnDestroy: true });
  await engine.refresh();
  const { outputs } = storedResource(await engine.stackExport(), "settings");
  expect(outputs?.originalSettings).toEqual({
    multiFactorAuthRequired: false,
    securityContact: "old@example.com",
    unset: [
      "customSessionTimeouts.absoluteSessionTimeoutInSeconds",
      "customSessionTimeouts.idleSessionTimeoutInSeconds",
    ],
  });
  await engine.destroy();
  expect(organization().settings).toMatchObject({
    multiFactorAuthRequired: false,
    securityContact: "old@example.com",
    customSessionTimeouts: { absoluteSessionTimeoutInSeconds: null, idleSessionTimeoutInSeconds: null },
  });
});

test("an update whose response was lost keeps what was there before of the settings that it adds", async () => {
  const { engine, atlas } = harness;
  given({ securityContact: "old@example.com" });
  await apply({ multiFactorAuthRequired: true, restoreOnDestroy: true });
  atlas.fail("updateOrgSettings", { kind: "reset-after-commit" });
  engine.program(program({ ...inputs, restoreOnDestroy: true }));
  await engine.up([], { code: 1 });
  expect(organization().settings?.securityContact).toBe("security@example.com");
  atlas.clearFaults();
  await engine.up(["--refresh"]);
  await engine.preview(["--refresh", "--expect-no-changes"]);
  await engine.destroy();
  expect(organization().settings?.securityContact).toBe("old@example.com");
});

test("two resources for one organization are an error that names both, before anything is sent", async () => {
  const { engine, atlas } = harness;
  const second = `new OrganizationSettings("again", { orgId: "${acme}", genAIFeaturesEnabled: false });`;
  engine.program(program(inputs, second));
  const { stdout } = await engine.preview([], { code: 1 });
  expect(stdout.replace(/\s+/g, " ")).toMatch(
    new RegExp(`resource "(settings|again)" .* declares the settings of organization ${acme} already`),
  );
  expect(stdout).toMatch(/atlas:OrganizationSettings\W+(settings|again)/);
  expect(written(atlas)).toEqual([]);
});

test("a required access list waits for the list that the same program makes", async () => {
  const { engine } = harness;
  engine.program(`const { OrganizationSettings, OrgApiKeyAccessList } = require("pulumi-atlas-access");
const orgId = "${acme}";
const list = new OrgApiKeyAccessList("own", { orgId, apiKeyId: "${callers.owner.id}", entries: ["127.0.0.1"] });
new OrganizationSettings("settings", { orgId, apiAccessListRequired: true }, { dependsOn: list });
`);
  const { stdout } = await engine.preview();
  expect(stdout.replace(/\s+/g, " ")).toContain("shuts out API key ownerkey, which this provider uses");
  await engine.up();
  expect(organization().settings?.apiAccessListRequired).toBe(true);
  await engine.preview(["--refresh", "--expect-no-changes"]);
});

test("all problems of the inputs are named in a preview, before any request", async () => {
  const { engine, atlas } = harness;
  engine.program(
    program({
      multiFactorAuthRequried: true,
      customSessionTimeouts: { idleSessionTimeoutInSeconds: 60 },
      unset: ["restrictEmployeeAccess"],
    }),
  );
  const text = (await engine.preview([], { code: 1 })).stdout.replace(/\s+/g, " ");
  expect(text).toContain(
    "multiFactorAuthRequried: OrganizationSettings has no such input: did you mean multiFactorAuthRequired?",
  );
  expect(text).toContain("customSessionTimeouts.idleSessionTimeoutInSeconds: must be at least 300 seconds");
  expect(text).toContain("unset[0]: restrictEmployeeAccess always has a value and cannot be cleared");
  expect(asked(atlas)).toEqual([]);
});

test("settings, delegation settings and a look-up of the settings work in one program", async () => {
  const { engine, atlas } = harness;
  const rest = `
new OrganizationDelegationSettings("delegation", {
  orgId: "${acme}", delegatedMcpAccess: "READ_ONLY", maximumRefreshTokenLifetime: 86400,
});
exports.genAI = getOrganizationSettings({ orgId: "${acme}" }).then(({ genAIFeaturesEnabled }) => genAIFeaturesEnabled);
exports.all = OrganizationSettings.get("looked-at", "${acme}").maxServiceAccountSecretValidityInHours;`;
  const { stdout } = await apply({ multiFactorAuthRequired: true }, rest);
  expect(stdout).toMatch(/genAI\W+true/);
  expect(stdout).toMatch(/all\W+8760/);
  expect(await managed(engine)).toEqual(expect.arrayContaining(["settings", "delegation"]));
  expect(organization().delegationSettings).toEqual({
    delegatedMcpAccess: "READ_ONLY",
    maximumRefreshTokenLifetime: 86_400,
  });
  await engine.preview(["--refresh", "--expect-no-changes"]);
  expect(written(atlas).sort()).toEqual([
    "updateOrgDelegationSettings delegatedMcpAccess maximumRefreshTokenLifetime",
    "updateOrgSettings multiFactorAuthRequired",
  ]);
});

test("another organization leaves the settings of the first and manages those of the second", async () => {
  const { engine, atlas } = harness;
  await apply({ multiFactorAuthRequired: true });
  const { publicKey, privateKey } = callers.stranger;
  await engine.config("mongodbatlas:profiles", JSON.stringify({ globex: { publicKey, privateKey } }), {
    secret: true,
  });
  engine.program(program({ orgId: globex, profile: "globex", multiFactorAuthRequired: true }));
  await engine.up();
  expect(organization().settings?.multiFactorAuthRequired).toBe(true);
  const second = atlas.store.state().organizations.find(({ id }) => id === globex);
  expect(second?.settings?.multiFactorAuthRequired).toBe(true);
});
