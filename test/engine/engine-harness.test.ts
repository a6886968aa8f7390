import { type EngineHarness, openEngineHarness } from "../../testing/engine/engine-harness";

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

let engine: EngineHarness;
beforeAll(async () => {
  engine = await openEngineHarness({ program, userEnv: poisoned });
}, 600_000);
beforeEach(() => engine.reset());
afterAll(() => engine.close());

test("neither the program nor the provider sees the user's credentials, settings and proxies", async () => {
  const { stdout } = await engine.up();
  expect(stdout).toMatch(/program \{.*PULUMI_BACKEND_URL/);
  expect(stdout).toMatch(/provider \{.*PULUMI_BACKEND_URL/);
  expect(stdout).not.toContain("poison");
});

test("the state that tests look at is what the engine exports", async () => {
  await engine.up();
  const { stdout } = await engine.expect(["stack", "export"]);
  expect(await engine.stackExport()).toEqual(JSON.parse(stdout));
});

test("a base URL that leaves the machine cannot be configured", async () => {
  await expect(engine.config("mongodbatlas:baseUrl", "https://cloud.mongodb.com")).rejects.toThrow(
    /loopback/,
  );
});

test("after a reset, no state and no process of earlier runs is left", async () => {
  await engine.up();
  await engine.config("lab:size", "large");
  const running = engine.start(["up", "--yes"]);
  await running.printed(/Previewing/);
  running.signal("SIGKILL");
  await running.done;

  await engine.reset();

  expect(engine.sandbox.processes()).toEqual([]);
  expect((await engine.stackExport()).deployment.resources ?? []).toEqual([]);
  expect((await engine.expect(["config", "--json"])).stdout.trim()).toBe("{}");
  await engine.up();
});
