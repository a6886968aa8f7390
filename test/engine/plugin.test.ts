import { setTimeout as sleep } from "node:timers/promises";
import { acme, callers } from "../../testing/emulator/seed";
import { keyNamed, keysNamed, managed, useAtlasHarness, written } from "../../testing/engine/atlas-harness";
import { errors, warnings } from "../../testing/engine/console-output";
import { storedResource } from "../../testing/engine/deployment";
import { pluginEngineHost } from "../../testing/engine/engine-hosts";
import { deployer, program } from "../../testing/engine/programs";

const harness = useAtlasHarness({ host: pluginEngineHost, applied: deployer() });

test("a preview of an update keeps the key's id known, so that its assignment stays unchanged", async () => {
  const { engine } = harness;
  engine.program(deployer({ key: { description: "renamed", roles: ["ORG_MEMBER", "ORG_READ_ONLY"] } }));
  const { stdout } = await engine.preview(["--diff"]);
  expect(stdout).toContain('~ description: "deployer" => "renamed"');
  expect(stdout).toContain('+ [0]: "ORG_MEMBER"');
  expect(stdout).toMatch(/~ 1 to update\n\s+2 unchanged/);
});

test("a warning is shown at its resource, and a bad input without its value", async () => {
  const { engine } = harness;
  const body = `const { OrgApiKey: Key } = require("pulumi-atlas-access");
const unusual = new Key("unusual", { orgId: "${acme}", description: "unusual", roles: ["ORG_TIME_TRAVELLER"] });
new Key("bad", { orgId: "${acme}", description: "bad", roles: ["ORG_READ_ONLY"], privateKey: "hunter2hunter2" }, { dependsOn: unusual });
`;
  engine.program(deployer() + body);
  const result = await engine.preview([], { code: 1 });
  expect(warnings(result).join()).toContain("ORG_TIME_TRAVELLER");
  expect(result.stdout).toMatch(/atlas-access:index:OrgApiKey \(unusual\):\s+warning: roles: /);
  expect(errors(result).join()).toContain("privateKey: must be the private key as Atlas showed it");
  expect(result.stdout + result.stderr).not.toContain("hunter2");
});

test("an interrupted run stores what was created, ends its waits and begins nothing", async () => {
  const { engine, atlas } = harness;
  engine.program(`${deployer()}
for (const name of ["one", "two"])
  new OrgApiKey(name, { orgId: "${acme}", description: name, roles: ["ORG_READ_ONLY"] });
`);
  atlas.fail("createOrgApiKey", { kind: "delay", ms: 1_500, times: 1 });
  atlas.fail("createOrgApiKey", { kind: "status", status: 429, errorCode: "RATE_LIMITED", retryAfterS: 60 });
  const running = engine.start(["up", "--yes", "--skip-preview"]);
  while (!atlas.requests.some(({ status }) => status === 429)) await sleep(20);
  const interruptedAt = performance.now();
  running.signal("SIGINT");
  await running.done;
  expect(performance.now() - interruptedAt).toBeLessThan(20_000);
  const kept = (await managed(engine)).filter((name) => name === "one" || name === "two");
  expect(kept).toHaveLength(1);
  expect(keysNamed(atlas, kept[0] ?? "")).toHaveLength(1);
  expect([...keysNamed(atlas, "one"), ...keysNamed(atlas, "two")]).toHaveLength(1);
  expect(written(atlas).filter((request) => request.startsWith("createOrgApiKey"))).toHaveLength(2);
});

test("one up creates an organization and manages it with its own credentials, which the state encrypts", async () => {
  const { engine, atlas } = harness;
  engine.program(`${deployer()}
const { Organization, Provider } = require("pulumi-atlas-access");
const organization = new Organization("fresh", {
  name: "Fresh", orgOwnerId: "5f00000000000000000000aa", deleteOnDestroy: true,
  initialApiKey: { description: "owner", roles: ["ORG_OWNER"] },
});
const inside = new Provider("inside", { publicKey: organization.publicKey, privateKey: organization.privateKey, baseUrl: "${atlas.url}" });
new OrgApiKey("inner", { orgId: organization.orgId, description: "inner", roles: ["ORG_GROUP_CREATOR"] }, { provider: inside });
`);
  await engine.preview();
  await engine.up();
  const fresh = atlas.store.state().organizations.find(({ name }) => name === "Fresh");
  const keys = fresh?.apiKeys ?? [];
  expect(keys.map(({ desc }) => desc).sort()).toEqual(["inner", "owner"]);
  const text = JSON.stringify(await engine.stackExport());
  for (const { privateKey } of [...keys, callers.owner]) expect(text).not.toContain(privateKey);
  await engine.preview(["--refresh", "--expect-no-changes"]);
  engine.program(deployer());
  await engine.up();
  expect(atlas.store.state().organizations.map(({ name }) => name)).not.toContain("Fresh");
});

test("an imported key is read with its parts and stays in Atlas when the stack is destroyed", async () => {
  const { engine, atlas } = harness;
  const { id } = keyNamed(atlas, "plain");
  engine.program(`${deployer()}
new OrgApiKey("imported", { orgId: "${acme}", description: "plain", roles: ["ORG_READ_ONLY"] }, { import: "${acme}/${id}" });
`);
  await engine.up();
  expect(written(atlas)).toEqual([]);
  expect(storedResource(await engine.stackExport(), "imported").outputs).toMatchObject({ adopted: true });
  const destroyed = await engine.destroy();
  expect(warnings(destroyed).join()).toContain("was adopted, so it stays in organization");
  expect([keysNamed(atlas, "plain").length, keysNamed(atlas, "deployer").length]).toEqual([1, 0]);
});

test("config of the other host's namespace alone is an error that names the right keys", async () => {
  const { engine } = harness;
  const all = await engine.expect(["config", "--show-secrets", "--json"]);
  const values = JSON.parse(all.stdout) as Record<string, { value: string }>;
  for (const [key, { value }] of Object.entries(values)) {
    await engine.expect(["config", "rm", key]);
    await engine.expect(["config", "set", "--secret", key.replace("atlas-access:", "mongodbatlas:"), value]);
  }
  engine.program(
    program(`new OrgApiKey("new", { orgId: "${acme}", description: "new", roles: ["ORG_READ_ONLY"] });`),
  );
  const said = errors(await engine.up([], { code: 1 })).join();
  expect(said).toContain("No Atlas credentials. Searched the stack's config for atlas-access:accessToken");
  expect(said).not.toContain("mongodbatlas:");
});
