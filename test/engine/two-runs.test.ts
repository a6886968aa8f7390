import { acme } from "../../testing/emulator/seed";
import { keysNamed, managed, useAtlasHarness } from "../../testing/engine/atlas-harness";
import { deployer } from "../../testing/engine/programs";
import { KillingProxy } from "../../testing/kill-points/killing-proxy";
import type { CommandResult } from "../../testing/sandbox/running-command";

const harness = useAtlasHarness({ program: deployer(), credentialsIn: "environment" });

test("of two runs at once on one stack, the second fails with the holder of the lock and the first is not disturbed", async () => {
  const { engine, atlas } = harness;
  const proxy = await KillingProxy.start();
  proxy.target = atlas.url;
  const others: CommandResult[] = [];
  const strike = async () => {
    const run = (command: string) => engine.pulumi([command, "--yes", "--skip-preview"]);
    others.push(...(await Promise.all(["up", "refresh", "destroy"].map(run))));
  };
  proxy.set({ phase: "before", operation: "createOrgApiKey", nth: 1, loses: false, strike });

  await engine.up([], { env: { MONGODB_ATLAS_BASE_URL: proxy.url } });

  await proxy.close();
  expect(others).toHaveLength(3);
  for (const { code, stdout, stderr } of others) {
    expect(code).not.toBe(0);
    expect(stdout + stderr).toMatch(/the stack is currently locked by 1 lock/);
  }
  expect(keysNamed(atlas, "deployer")).toHaveLength(1);
  expect(await managed(engine)).toEqual(["key", "grant"]);
});

test("of two runs started at the same time, one applies the program and no key is created twice", async () => {
  const { engine, atlas } = harness;
  const runs = await Promise.all([1, 2].map(() => engine.pulumi(["up", "--yes", "--skip-preview"])));
  const codes = runs.map(({ code }) => code);
  expect(codes).toContain(0);
  for (const { code, stdout, stderr } of runs) {
    if (code !== 0) expect(stdout + stderr).toContain("the stack is currently locked");
  }
  expect(keysNamed(atlas, "deployer")).toHaveLength(1);
  expect(await managed(engine)).toEqual(["key", "grant"]);
});

test("two stacks that change one key at the same time both succeed, and one refresh shows which was last", async () => {
  const { engine, atlas } = harness;
  const other = ["--stack", "other", "--config-file", "Pulumi.dev.yaml"];
  await engine.expect(["stack", "init", "other", "--no-select"]);
  const stacks = [
    { name: "first", flags: ["--stack", "dev"] },
    { name: "second", flags: other },
  ];
  // One program for both: the description follows from the stack.
  engine.program(`
const { OrgApiKey } = require("pulumi-atlas-access");
const description = require("@pulumi/pulumi").getStack() === "dev" ? "first" : "second";
new OrgApiKey("key", { orgId: "${acme}", description, roles: ["ORG_READ_ONLY"], adopt: { publicKey: "plainkyb" } });`);
  const ends = await Promise.all(stacks.map(({ flags }) => engine.up(flags)));
  expect(ends.map(({ code }) => code)).toEqual([0, 0]);

  const last = atlas.store.apiKey("plainkyb")?.desc;
  const drift = await Promise.all(
    stacks.map(({ flags }) => engine.pulumi(["refresh", "--preview-only", "--expect-no-changes", ...flags])),
  );
  const expected = stacks.map(({ name }) => (name === last ? 0 : 7));
  expect(drift.map(({ code }) => code)).toEqual(expected);
});
