import { type EngineLab, engineLab } from "../../testing/engine/engine-harness";

/** A program that prints its environment, with one dynamic resource that prints its provider's. */
const program = `
const pulumi = require("@pulumi/pulumi");
const __provider = "exports.handler = () => ({ create: async () => {" +
  "console.log('provider ' + JSON.stringify(process.env)); return { id: 'one', outs: {} } } })";
class Thing extends pulumi.CustomResource {
  constructor(name) {
    super("pulumi-nodejs:dynamic/lab:Thing", name, { __provider });
  }
}
new Thing("thing");
console.log("program " + JSON.stringify(process.env));
`;

const poisoned = {
  PATH: process.env.PATH,
  MONGODB_ATLAS_PUBLIC_API_KEY: "poison",
  MCLI_PRIVATE_API_KEY: "poison",
  PULUMI_ACCESS_TOKEN: "poison",
  PULUMI_BACKEND_URL: "s3://poison",
  XDG_CONFIG_HOME: "/poison",
  AWS_PROFILE: "poison",
  HTTPS_PROXY: "http://poison",
  https_proxy: "http://poison",
};

jest.setTimeout(60_000);

let lab: EngineLab;
beforeAll(async () => {
  lab = await engineLab({ program, userEnv: poisoned });
}, 600_000);
beforeEach(() => lab.reset());
afterAll(() => lab.close());

test("neither the program nor the provider sees the user's credentials, settings and proxies", async () => {
  const { stdout } = await lab.up();
  expect(stdout).toMatch(/program \{.*PULUMI_BACKEND_URL/);
  expect(stdout).toMatch(/provider \{.*PULUMI_BACKEND_URL/);
  expect(stdout).not.toContain("poison");
});

test("a base URL that leaves the machine cannot be configured", async () => {
  await expect(lab.config("mongodbatlas:baseUrl", "https://cloud.mongodb.com")).rejects.toThrow(/loopback/);
});

test("a reset lab holds nothing of the runs before it, and nothing of them goes on", async () => {
  await lab.up();
  await lab.config("lab:size", "large");
  const running = lab.start(["up", "--yes"]);
  await running.printed(/Previewing/);
  running.signal("SIGKILL");
  await running.done;

  await lab.reset();

  expect(lab.sandbox.processes()).toEqual([]);
  expect((await lab.stackExport()).deployment.resources ?? []).toEqual([]);
  expect((await lab.expect(["config", "--json"])).stdout.trim()).toBe("{}");
  await lab.up();
});
