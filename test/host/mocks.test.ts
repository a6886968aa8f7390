import * as pulumi from "@pulumi/pulumi";
import { type Emulator, startEmulator } from "../../emulator";
import { getProject, getProjectOutput, OrgApiKey, ProjectApiKeyAssignment } from "../../provider";
import { acme, callers, seed, shop } from "../../testing/emulator/seed";

const apiKeyId = "5f00000000000000000000d1";
const inputs = { orgId: acme, description: "deployer", roles: ["ORG_READ_ONLY"] };

let atlas: Emulator;
let mocked: { id: string; state: Record<string, unknown> };
const calls: pulumi.runtime.MockCallArgs[] = [];

beforeAll(async () => {
  // A request to Atlas would get a response and be recorded.
  atlas = await startEmulator({ seed: seed() });
  process.env.MONGODB_ATLAS_BASE_URL = atlas.url;
  process.env.MONGODB_ATLAS_PUBLIC_API_KEY = callers.owner.publicKey;
  process.env.MONGODB_ATLAS_PRIVATE_API_KEY = callers.owner.privateKey;
  await pulumi.runtime.setMocks({
    newResource: ({ type, inputs }) =>
      type.endsWith(":OrgApiKey") ? mocked : { id: "grant", state: inputs },
    call: (args) => {
      calls.push(args);
      return { projectId: "mocked", name: args.inputs.name };
    },
  });
});
afterEach(() => expect(atlas.requests).toEqual([]));
afterAll(async () => {
  for (const name of ["BASE_URL", "PUBLIC_API_KEY", "PRIVATE_API_KEY"])
    delete process.env[`MONGODB_ATLAS_${name}`];
  await atlas.close();
});

/** The value of an output, or a note that it never resolves. */
function settled<T>(output: pulumi.Output<T>): Promise<T | "never settled"> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve("never settled"), 2_000);
    output.apply((value) => {
      clearTimeout(timer);
      resolve(value);
    });
  });
}

/** The key's id of a new resource with these mocks. */
function keyIdWith(id: string, state: Record<string, unknown>) {
  mocked = { id, state };
  return settled(new OrgApiKey("deployer", inputs).apiKeyId);
}

test("outputs come from the mocked state, that which is otherwise a part of the id included", async () => {
  expect(await keyIdWith("deployer-id", { ...inputs, apiKeyId })).toBe(apiKeyId);
  expect(await keyIdWith(`${acme}/5f00000000000000000000ff`, { ...inputs, apiKeyId })).toBe(apiKeyId);
  mocked = { id: "deployer-id", state: { ...inputs, publicKey: "abcdefgh" } };
  expect(await settled(new OrgApiKey("deployer", inputs).publicKey)).toBe("abcdefgh");
});

test("a mocked id of the real form is enough, and one of another form resolves all outputs", async () => {
  expect(await keyIdWith(`${acme}/${apiKeyId}`, inputs)).toBe(apiKeyId);
  expect(await keyIdWith("deployer-id", inputs)).toBeUndefined();
});

test("a resource that depends on such a key is registered all the same", async () => {
  mocked = { id: "deployer-id", state: { ...inputs, apiKeyId } };
  const key = new OrgApiKey("deployer", inputs);
  const roles = ["GROUP_READ_ONLY"];
  const grant = new ProjectApiKeyAssignment("grant", { projectId: shop, apiKeyId: key.apiKeyId, roles });
  expect(await settled(grant.apiKeyId)).toBe(apiKeyId);
});

test("every property of a resource is the same output at each access, also of inputs that were left out", async () => {
  mocked = { id: "deployer-id", state: { ...inputs, apiKeyId } };
  const key = new OrgApiKey("deployer", inputs);
  expect(await settled(key.profile)).toBeUndefined();
  for (const name of ["orgId", "description", "apiKeyId", "publicKey", "profile", "adopt"] as const) {
    expect(pulumi.Output.isInstance(key[name])).toBe(true);
    expect(key[name]).toBe(key[name]);
  }
});

test("a resource that is only read comes from the mocks too", async () => {
  mocked = { id: `${acme}/${apiKeyId}`, state: { ...inputs, description: "mocked" } };
  expect(await settled(OrgApiKey.get("owner", `${acme}/${apiKeyId}`).description)).toBe("mocked");
});

test("look-ups go through call, by their token and arguments", async () => {
  calls.length = 0;
  expect(await getProject({ name: "shop" })).toEqual({ projectId: "mocked", name: "shop" });
  expect(await settled(getProjectOutput({ name: pulumi.output("shop") }).projectId)).toBe("mocked");
  const expected = expect.objectContaining({ token: "atlas:index:getProject", inputs: { name: "shop" } });
  expect(calls).toEqual([expected, expected]);
});
