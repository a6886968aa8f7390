import * as pulumi from "@pulumi/pulumi";
import { getProject } from "pulumi-atlas-access";

const orgId = "5f0000000000000000000001";
const projectId = "5f0000000000000000000010";
const apiKeyId = "5f00000000000000000000d1";

/** What the program of this folder registers, by name. */
const made = new Map<string, Record<string, unknown>>();

beforeAll(async () => {
  await pulumi.runtime.setMocks({
    newResource({ type, name, inputs }) {
      made.set(name, inputs);
      if (type.endsWith(":OrgApiKey"))
        return { id: `${orgId}/${apiKeyId}`, state: { ...inputs, apiKeyId, publicKey: "abcdefgh" } };
      return { id: `${inputs.projectId}/${inputs.apiKeyId}`, state: inputs };
    },
    call({ token, inputs }) {
      if (token === "atlas:index:getProject") return { ...inputs, projectId, orgId };
      throw new Error(`no mock for ${token}`);
    },
  });
  pulumi.runtime.setAllConfig({ "project:orgId": orgId, "project:projectId": projectId });
  const { grantedTo } = require("./index") as typeof import("./index");
  await new Promise((resolve) => grantedTo.apply(resolve));
});

test("the deployer may read the organization, and manage clusters in one project", () => {
  expect(made.get("deployer")).toMatchObject({ orgId, roles: ["ORG_READ_ONLY"] });
  expect(made.get("deployer-in-shop")).toMatchObject({
    projectId,
    apiKeyId,
    roles: ["GROUP_CLUSTER_MANAGER", "GROUP_READ_ONLY"],
  });
});

test("a look-up is answered by the mocks", async () => {
  expect(await getProject({ name: "shop" })).toEqual({ name: "shop", projectId, orgId });
});
