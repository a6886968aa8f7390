import * as pulumi from "@pulumi/pulumi";
import * as dynamic from "../../provider";
import * as plugin from "../../provider/plugin";
import { acme } from "../../testing/emulator/seed";

const created: pulumi.runtime.MockResourceArgs[] = [];
const calls: pulumi.runtime.MockCallArgs[] = [];

beforeAll(() =>
  pulumi.runtime.setMocks({
    newResource: (args) => {
      created.push(args);
      return { id: `${acme}/5f00000000000000000000d1`, state: args.inputs };
    },
    call: (args) => {
      calls.push(args);
      return { name: "shop" };
    },
  }),
);

const settled = <T>(output: pulumi.Output<T>) => new Promise<T>((resolve) => output.apply(resolve));

test("the plugin's entry has every class and function of the package's", () => {
  // Providers of dynamic resources and classes of errors belong to the other host.
  const shared = Object.keys(dynamic).filter((name) => !/(Provider|Error)$/.test(name));
  expect(shared.filter((name) => !(name in plugin))).toEqual([]);
  expect(shared).toContain("OrgApiKey");
});

test("resources have the plugin's type, and secret inputs are secrets", async () => {
  const inputs = { orgId: acme, description: "deployer", roles: ["ORG_READ_ONLY"] };
  const key = new plugin.OrgApiKey("deployer", { ...inputs, privateKey: "not for the log" });

  expect(await settled(key.description)).toBe("deployer");
  expect(created.at(-1)).toMatchObject({ type: "atlas-access:index:OrgApiKey", inputs });
  expect(await pulumi.isSecret(key.privateKey)).toBe(true);
  expect(await settled(pulumi.output(key.allowLockout))).toBeUndefined();
  expect(plugin.OrgApiKey.isInstance(key)).toBe(true);
  expect(plugin.ProjectApiKeyAssignment.isInstance(key)).toBe(false);
  expect(plugin.OrgApiKey.isInstance(undefined)).toBe(false);
});

test("a provider takes settings as outputs, and gives the engine texts", async () => {
  const provider = new plugin.Provider("inside", {
    publicKey: pulumi.output("abcdefgh"),
    privateKey: "secret",
    isMongodbgovCloud: false,
    retryBudgetSeconds: 30,
  });

  await settled(provider.urn);
  const { type, inputs } = created.at(-1) ?? {};
  expect(type).toBe("pulumi:providers:atlas-access");
  expect(inputs).toMatchObject({
    publicKey: "abcdefgh",
    isMongodbgovCloud: "false",
    retryBudgetSeconds: "30",
  });
  expect(plugin.Provider.isInstance(provider)).toBe(true);
});

test("look-ups are calls of the plugin, in both forms", async () => {
  expect(await plugin.getProject({ name: "shop" })).toEqual({ name: "shop" });
  expect(calls.at(-1)).toMatchObject({ token: "atlas-access:index:getProject", inputs: { name: "shop" } });
  const result = plugin.getProjectOutput({ name: pulumi.output("shop") });
  expect((await settled(result)).name).toBe("shop");
  expect(calls).toHaveLength(2);
});
