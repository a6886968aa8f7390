import { unknownValue } from "../../../provider/host/sdk-internals";
import { orgApiKey } from "../../../provider/resources/org-api-key/resource";
import { ProviderRuntime } from "../../../provider/runtime/provider-runtime";
import { acme, blog, shop } from "../../../testing/emulator/seed";
import { type PluginProvider, pluginProvider } from "../../../testing/hosts/plugin-provider";

const runtime = () => new ProviderRuntime({ log: { write: () => undefined, flush: async () => undefined } });
const provider: PluginProvider = pluginProvider(orgApiKey, runtime());
const id = `${acme}/5f00000000000000000000b2`;
const state = {
  orgId: acme,
  description: "deployer",
  roles: ["ORG_BILLING_ADMIN", "ORG_READ_ONLY"],
  projectRoles: { [shop]: ["GROUP_OWNER", "GROUP_READ_ONLY"] },
  apiKeyId: "5f00000000000000000000b2",
  publicKey: "plainkyb",
};
const { apiKeyId, publicKey, ...inputs } = state;

test.each([
  ["nothing", {}, {}],
  ["a text", { description: "another" }, { description: "UPDATE" }],
  ["one element of a set", { roles: ["ORG_BILLING_ADMIN", "ORG_MEMBER"] }, { "roles[1]": "UPDATE" }],
  ["a removed element", { roles: ["ORG_READ_ONLY"] }, { "roles[0]": "DELETE" }],
  [
    "an added element",
    { roles: ["ORG_BILLING_ADMIN", "ORG_MEMBER", "ORG_READ_ONLY"] },
    { "roles[1]": "ADD" },
  ],
  [
    "a list inside an object",
    { projectRoles: { [shop]: ["GROUP_OWNER"] } },
    { [`projectRoles["${shop}"][1]`]: "DELETE" },
  ],
  [
    "a member that is new",
    { projectRoles: { ...state.projectRoles, [blog]: ["GROUP_OWNER"] } },
    { [`projectRoles["${blog}"]`]: "ADD" },
  ],
  ["a removed property", { projectRoles: undefined }, { projectRoles: "DELETE" }],
  ["a new property", { accessList: ["192.0.2.1"] }, { accessList: "ADD" }],
  ["a property whose change replaces", { orgId: "5f0000000000000000000002" }, { orgId: "UPDATE_REPLACE" }],
  ["an unknown element", { roles: ["ORG_BILLING_ADMIN", unknownValue] }, { "roles[1]": "UPDATE" }],
  ["an unknown text", { description: unknownValue }, { description: "UPDATE" }],
])("the difference is %s", async (_, change, expected) => {
  expect(await provider.detailedDiff(id, state, { ...inputs, ...change })).toEqual(expected);
});
