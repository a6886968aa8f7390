import { acme } from "../../testing/emulator/seed";
import { useAtlasHarness, written } from "../../testing/engine/atlas-harness";
import { storedResource } from "../../testing/engine/deployment";

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
  });
});
