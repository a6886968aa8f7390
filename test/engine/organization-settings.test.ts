import { acme, callers } from "../../testing/emulator/seed";
import { managed, useAtlasHarness, written } from "../../testing/engine/atlas-harness";

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

test("a setting that drifted and one that the program unsets are shown alone, and repaired alone", async () => {
  const { engine, atlas } = harness;
  await apply({ ...inputs, unset: ["operationsContact"] });
  given({
    customSessionTimeouts: { ...timeouts, idleSessionTimeoutInSeconds: 600 },
    operationsContact: "by-hand@example.com",
    restrictEmployeeAccess: true,
  });
  const { stdout } = await engine.preview(["--refresh", "--diff"]);
  expect(stdout).toMatch(/~ idleSessionTimeoutInSeconds\s*: 600 => 900/);
  expect(stdout).toMatch(/- operationsContact\s*: "by-hand@example.com"/);
  expect(stdout).not.toMatch(
    /[~+-] (absoluteSessionTimeoutInSeconds|securityContact|restrictEmployeeAccess)/,
  );
  atlas.clearRequests();
  await engine.up(["--refresh"]);
  expect(written(atlas)).toEqual(["updateOrgSettings customSessionTimeouts operationsContact"]);
  expect(organization().settings).toMatchObject({
    customSessionTimeouts: timeouts,
    operationsContact: null,
    restrictEmployeeAccess: true,
  });
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
  expect(stdout.replace(/\s+/g, " ")).not.toContain("shuts out");
  await engine.up();
  expect(organization().settings?.apiAccessListRequired).toBe(true);
});

test("settings, delegation settings and a look-up of the settings work in one program, and a destroy restores the first", async () => {
  const { engine, atlas } = harness;
  const rest = `
new OrganizationDelegationSettings("delegation", {
  orgId: "${acme}", delegatedMcpAccess: "READ_ONLY", maximumRefreshTokenLifetime: 86400,
});
exports.genAI = getOrganizationSettings({ orgId: "${acme}" }).then(({ genAIFeaturesEnabled }) => genAIFeaturesEnabled);
exports.all = OrganizationSettings.get("looked-at", "${acme}").maxServiceAccountSecretValidityInHours;`;
  const { stdout } = await apply({ multiFactorAuthRequired: true, restoreOnDestroy: true }, rest);
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
  const destroyed = await engine.destroy();
  expect(destroyed.stdout.replace(/\s+/g, " ")).toContain("stay in Atlas as they are");
  expect(organization().settings).toMatchObject({ multiFactorAuthRequired: false });
});
