import { acme, callers } from "../../testing/emulator/seed";
import { asked, useAtlasHarness, written } from "../../testing/engine/atlas-harness";
import { storedResource } from "../../testing/engine/deployment";
import { tamperingProxy } from "../../testing/engine/tampering-proxy";

const harness = useAtlasHarness();
const orgOwnerId = "5f00000000000000000000aa";
const initialApiKey = { description: "owner of the new one", roles: ["ORG_OWNER"] };
const created = { name: "Initech", orgOwnerId, initialApiKey };

/** A program with one Organization, the resource `org`. */
function program(inputs: Readonly<Record<string, unknown>>): string {
  return `const { Organization } = require("pulumi-atlas-access");\nnew Organization("org", ${JSON.stringify(inputs)});\n`;
}

const apply = async (inputs: Readonly<Record<string, unknown>>) => {
  harness.engine.program(program(inputs));
  return harness.engine.up();
};
const organizationNamed = (name: string) =>
  harness.atlas.store.state().organizations.find((organization) => organization.name === name);
const stateOfOrg = async () => storedResource(await harness.engine.stackExport(), "org");

describe("an organization that exists", () => {
  test("is managed without a change, and destroying it forgets it", async () => {
    const { engine, atlas } = harness;
    await apply({ orgId: acme, name: "Acme" });
    expect((await stateOfOrg()).outputs).toMatchObject({ orgId: acme, name: "Acme", adopted: true });
    const { stdout } = await engine.destroy();
    expect(stdout).toContain("forgotten and stays in Atlas");
    expect(written(atlas)).toEqual([]);
    expect(organizationNamed("Acme")).toBeDefined();
  });

  test("is renamed with both settings sent, the unmanaged one as it was", async () => {
    const { atlas } = harness;
    atlas.store.edit((state) => {
      for (const organization of state.organizations) organization.skipDefaultAlertsSettings = true;
    });
    await apply({ orgId: acme, name: "Acme Inc" });
    expect(written(atlas)).toEqual(["updateOrg name skipDefaultAlertsSettings"]);
    expect(organizationNamed("Acme Inc")?.skipDefaultAlertsSettings).toBe(true);
  });

  test("can not become another one: the error names both", async () => {
    const { engine } = harness;
    await apply({ orgId: acme });
    engine.program(program({ orgId: "5f0000000000000000000002" }));
    const { stdout } = await engine.preview([], { code: 1 });
    expect(stdout).toContain(acme);
    expect(stdout).toContain("5f0000000000000000000002");
  });

  test("never counts as deleted: its absence is an error with a command, and the state is kept", async () => {
    const { engine, atlas } = harness;
    await apply({ orgId: acme });
    atlas.fail("getOrg", { kind: "status", status: 404, errorCode: "ORG_NOT_FOUND" });
    const { stdout } = await engine.refresh([], { code: 1 });
    expect(stdout).toContain("pulumi state delete");
    expect((await stateOfOrg()).outputs).toMatchObject({ orgId: acme });
  });
});

describe("a new organization", () => {
  test("keeps its first credentials encrypted, and is changed with them", async () => {
    const { engine, atlas } = harness;
    await apply(created);
    const { outputs } = await stateOfOrg();
    expect(JSON.stringify(outputs?.privateKey)).toContain("ciphertext");
    await apply({ ...created, name: "Initech Ltd" });
    expect(atlas.requests.find(({ operationId }) => operationId === "updateOrg")?.caller).toBe(
      outputs?.publicKey,
    );
    expect(organizationNamed("Initech Ltd")).toBeDefined();
    expect((await engine.preview(["--refresh", "--expect-no-changes"])).code).toBe(0);
  });

  test("can start with a service account instead", async () => {
    const { serviceAccount } = {
      serviceAccount: {
        name: "owner",
        description: "owner",
        roles: ["ORG_OWNER"],
        secretExpiresAfterHours: 24,
      },
    };
    await apply({ name: "Initech", orgOwnerId, initialServiceAccount: serviceAccount });
    const { outputs } = await stateOfOrg();
    expect(outputs).toMatchObject({
      clientId: expect.stringMatching(/^mdb_sa_id_/),
      secretExpiresAt: expect.any(String),
    });
    expect(JSON.stringify(outputs?.clientSecret)).toContain("ciphertext");
    await harness.engine.refresh(["--preview-only", "--expect-no-changes"]);
  });

  test("stores a changed create-only input with a warning, and sends nothing", async () => {
    const { engine, atlas } = harness;
    await apply(created);
    atlas.clearRequests();
    engine.program(
      program({ ...created, initialApiKey: { ...initialApiKey, description: "changed later" } }),
    );
    expect((await engine.preview()).stdout).toContain("initialApiKey is used only at creation");
    await engine.up();
    expect(asked(atlas)).toEqual([]);
    await engine.preview(["--expect-no-changes"]);
  });

  test("is not destroyed unless an earlier up permitted it", async () => {
    const { engine, atlas } = harness;
    await apply(created);
    const { stdout } = await engine.destroy([], { code: 1 });
    expect(stdout).toContain("the only credentials that can manage it");
    expect(organizationNamed("Initech")).toBeDefined();
    await apply({ ...created, forgetOnDestroy: true });
    await engine.destroy();
    expect(organizationNamed("Initech")).toBeDefined();
    expect(written(atlas)).toEqual(["createOrg name orgOwnerId apiKey"]);
  });

  test("is deleted with its own credentials with deleteOnDestroy", async () => {
    const { engine, atlas } = harness;
    await apply({ ...created, deleteOnDestroy: true });
    const { outputs } = await stateOfOrg();
    await engine.destroy();
    const deletion = atlas.requests.find(
      ({ operationId, status }) => operationId === "deleteOrg" && status < 300,
    );
    expect(deletion?.caller).toBe(outputs?.publicKey);
  });

  test("whose own key was revoked names the config that gives others, and uses them", async () => {
    const { engine, atlas } = harness;
    await apply(created);
    const { outputs = {} } = await stateOfOrg();
    const other = {
      id: "5f00000000000000000000d1",
      publicKey: "otherkey",
      privateKey: "66666666-6666-4666-8666-666666666666",
    };
    atlas.store.edit((state) => {
      const organization = state.organizations.find(({ id }) => id === outputs.orgId);
      const roles = [{ orgId: String(outputs.orgId), roleName: "ORG_OWNER" }];
      if (organization) organization.apiKeys = [{ ...other, desc: "other", roles }];
    });
    const { stdout } = await engine.refresh([], { code: 1 });
    expect(stdout).toContain("mongodbatlas:organizationCredentials");
    const { publicKey, privateKey } = other;
    const value = JSON.stringify({ [String(outputs.orgId)]: { publicKey, privateKey } });
    await engine.config("mongodbatlas:organizationCredentials", value, { secret: true });
    // Without the program, the config of the last `up` would be used.
    await engine.refresh(["--expect-no-changes", "--run-program"]);
  });

  test("with a partly unreadable create response is stored with its secrets and completed by the next up", async () => {
    const { engine, atlas } = harness;
    const proxy = await tamperingProxy(
      atlas.url,
      (body) => {
        const { name, ...rest } = body.organization as Record<string, unknown>;
        return { ...body, organization: rest };
      },
      { status: 201 },
    );
    await engine.config("mongodbatlas:baseUrl", proxy.url);
    engine.program(program(created));
    const { stdout } = await engine.up([], { code: 1 });
    await proxy.close();
    expect(stdout).toContain("The state has it with its credentials");
    await engine.config("mongodbatlas:baseUrl", atlas.url);
    await engine.up();
    expect(written(atlas)).toEqual(["createOrg name orgOwnerId apiKey"]);
    await engine.preview(["--refresh", "--expect-no-changes"]);
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
    const { engine, atlas } = harness;
    atlas.fail("createOrg", { kind: "status", status, errorCode });
    engine.program(program(created));
    const { stdout } = await engine.up([], { code: 1 });
    expect(stdout).toContain(says);
    expect(stdout).toContain(errorCode);
  });

  test("needs an owner when an API key creates it: an error in preview", async () => {
    const { engine } = harness;
    engine.program(program({ name: "Initech", initialApiKey }));
    const { stdout } = await engine.preview([], { code: 1 });
    expect(stdout).toContain("orgOwnerId: is required when the caller is an API key");
    expect(stdout).not.toContain(callers.owner.privateKey);
  });
});
