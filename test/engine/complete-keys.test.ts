import { readFileSync } from "node:fs";
import { join } from "node:path";
import { acme, blog, shop } from "../../testing/emulator/seed";
import {
  keyNamed,
  keysNamed,
  managed,
  rolesOf,
  useAtlasHarness,
  written,
} from "../../testing/engine/atlas-harness";
import { errors, warnings } from "../../testing/engine/console-output";
import { program } from "../../testing/engine/programs";

const page = readFileSync(join(__dirname, "../../docs/guides/complete-keys.md"), "utf8");

/** An example of the guide, by the name in its first line. */
function example(name: string): string {
  const found = [...page.matchAll(/```js\n([\s\S]*?)```/g)].map(([, code = ""]) => code);
  const [code, another] = found.filter((text) => text.startsWith(`// ${name}\n`));
  if (code === undefined || another !== undefined) throw new Error(`the guide has not one ${name}`);
  return code;
}

const [separate, complete] = [example("separate.js"), example("complete.js")];
const harness = useAtlasHarness({ applied: separate });

const deployer = () => keyNamed(harness.atlas, "CI deployer");
const inProjects = () => [shop, blog].map((project) => rolesOf(deployer(), project));
const whole = [["GROUP_CLUSTER_MANAGER", "GROUP_READ_ONLY"], ["GROUP_READ_ONLY"]];
const separateNames = ["deployer", "deployer-in-blog", "deployer-in-shop", "deployer-list"];

/** Grants the key a role in Atlas. */
function grantByHand(projectId: string, roleName: string): void {
  harness.atlas.store.edit(({ organizations: [first] }) => {
    const key = first?.apiKeys?.find(({ desc }) => desc === "CI deployer");
    key?.roles?.push({ groupId: projectId, roleName });
  });
}

/** The program of one complete key, with these inputs in place of the usual ones. */
function keyProgram(more: string, after = ""): string {
  const usual = `orgId: "${acme}", description: "fresh", roles: ["ORG_READ_ONLY"]`;
  return program(`const key = new OrgApiKey("fresh", { ${usual}, ${more} });\n${after}`);
}

async function stateOf(name: string) {
  const { resources = [] } = (await harness.engine.stackExport()).deployment;
  return resources.find(({ urn }) => urn.endsWith(`::${name}`));
}

describe("the guide's programs", () => {
  test.each([[[]], [["--refresh"]], [["--parallel", "1"]]])(
    "move from separate resources to one and back with `up %s`, without a writing request and without a loss",
    async (...flags) => {
      const { engine, atlas } = harness;
      const before = deployer();
      engine.program(complete);

      const there = await engine.up(flags.flat());

      expect([written(atlas), warnings(there)]).toEqual([[], []]);
      expect(await managed(engine)).toEqual(["deployer"]);
      expect(inProjects()).toEqual(whole);

      engine.program(separate);
      atlas.clearRequests();
      const back = await engine.up(flags.flat());

      expect([written(atlas), warnings(back)]).toEqual([[], []]);
      expect((await managed(engine)).sort()).toEqual(separateNames);
      expect(deployer()).toEqual(before);
    },
  );

  test("show no change after a move there and back, and remove the key when it leaves the program", async () => {
    const { engine, atlas } = harness;
    for (const program of [complete, separate]) {
      engine.program(program);
      await engine.up();
      await engine.preview(["--refresh", "--expect-no-changes"]);
    }
    engine.program("");
    await engine.up();
    expect(keysNamed(atlas, "CI deployer")).toEqual([]);
  });

  test("warn in the preview of the move of what no resource declared until now, and of nothing on the way back", async () => {
    const { engine, atlas } = harness;
    grantByHand(blog, "GROUP_OWNER");
    engine.program(complete);
    const said = warnings(await engine.preview()).join();
    expect(said).toContain(`loses roles that projectRoles does not list: GROUP_OWNER in project ${blog}`);
    expect(written(atlas)).toEqual([]);
    await engine.up();
    expect(inProjects()).toEqual(whole);
    engine.program(separate);
    expect(warnings(await engine.preview())).toEqual([]);
  });

  test("take ids that are outputs", async () => {
    const { engine } = harness;
    engine.program(example("outputs.js"));
    await engine.up();
    expect(inProjects()).toEqual([["GROUP_READ_ONLY"], []]);
  });
});

test("a manual grant in a project that the program does not name is drift, and only it is shown and repaired", async () => {
  const { engine, atlas } = harness;
  engine.program(complete.replace(/ {4}\[blog\].*\n/, ""));
  await engine.up();
  grantByHand(blog, "GROUP_OWNER");
  atlas.clearRequests();

  const shown = await engine.preview(["--refresh", "--diff"]);
  const lines = shown.stdout.split("\n").map((line) => line.trim());
  // What a refresh finds, and what the program then does about it.
  expect(lines.filter((line) => /^[-+~].*(GROUP_|5f0{2})/.test(line))).toEqual([
    expect.stringMatching(new RegExp(`^\\+ "?${blog}`)),
    expect.stringMatching(/^\+ .*"GROUP_OWNER"$/),
    expect.stringMatching(new RegExp(`^- "?${blog}`)),
    expect.stringMatching(/^- .*"GROUP_OWNER"$/),
  ]);
  atlas.clearRequests();
  await engine.up(["--refresh"]);

  expect(written(atlas)).toEqual(["removeGroupApiKey"]);
  expect(inProjects()).toEqual([whole[0], []]);
});

test("a project id that is an output of something new leaves the whole input open in the preview", async () => {
  const { engine } = harness;
  const other = `const other = new OrgApiKey("other", { orgId: "${acme}", description: "other", roles: ["ORG_MEMBER"] });\n`;
  const id = `other.apiKeyId.apply(() => "${shop}")`;
  engine.program(
    keyProgram(`projectRoles: [{ projectId: ${id}, roles: ["GROUP_OWNER"] }]`).replace(
      /\n(?=const key)/,
      `\n${other}`,
    ),
  );
  expect((await engine.preview(["--diff"])).stdout).toMatch(/projectRoles: (\[unknown\]|output<string>)/);
  await engine.up();
  expect(rolesOf(keyNamed(harness.atlas, "fresh"), shop)).toEqual(["GROUP_OWNER"]);
});

describe("a key as a whole and an assignment of it", () => {
  const grant = (id: string) =>
    `new ProjectApiKeyAssignment("grant", { projectId: "${blog}", apiKeyId: ${id}, roles: ["GROUP_OWNER"] });\n`;

  test("are an error in the preview that names both", async () => {
    const { engine } = harness;
    engine.program(keyProgram("projectRoles: {}"));
    await engine.up();
    engine.program(keyProgram("projectRoles: {}", grant("key.apiKeyId")));
    const result = await engine.preview([], { code: 1 });
    expect(errors(result).join()).toContain('resource "fresh" (urn:');
    expect(result.stdout).toContain("resource 'grant' has a problem");
  });

  test("are an error at apply where the key is new, which stays as it is declared", async () => {
    const { engine, atlas } = harness;
    engine.program(keyProgram("projectRoles: {}", grant("key.apiKeyId")));
    const said = errors(await engine.up([], { code: 1 })).join();
    expect(said).toContain('resource "fresh" (urn:');
    expect(rolesOf(keyNamed(atlas, "fresh"), blog)).toEqual([]);
  });
});

describe("a run that fails partway", () => {
  const both = `projectRoles: { "${shop}": ["GROUP_OWNER"], "${blog}": ["GROUP_OWNER"] }, accessList: ["192.0.2.1"]`;
  const denied = { kind: "status", status: 403, errorCode: "NOT_GROUP_USER_ADMIN" } as const;

  test("stores a new key with its private key and the completed steps, and the next run does the rest", async () => {
    const { engine, atlas } = harness;
    engine.program(keyProgram(both));
    atlas.fail("addGroupApiKey", [{ kind: "delay", ms: 1, times: 1 }, denied]);
    await engine.up([], { code: 1 });
    const { id } = keyNamed(atlas, "fresh");
    expect((await stateOf("fresh"))?.outputs).toMatchObject({
      apiKeyId: id,
      projectRoles: { [shop]: ["GROUP_OWNER"] },
      accessList: ["192.0.2.1"],
      privateKey: { ciphertext: expect.any(String) },
    });
    atlas.clearFaults();
    atlas.clearRequests();
    await engine.up();
    expect(written(atlas).filter((request) => !/^(remove|delete)/.test(request))).toEqual([
      "addGroupApiKey array",
    ]);
    expect(keyNamed(atlas, "fresh").id).toBe(id);
  });

  test("leaves a state that can be refreshed and destroyed", async () => {
    const { engine, atlas } = harness;
    engine.program(keyProgram(both));
    atlas.fail("addGroupApiKey", [{ kind: "delay", ms: 1, times: 1 }, denied]);
    await engine.up([], { code: 1 });
    await engine.refresh();
    engine.program(keyProgram(both.replace("192.0.2.1", "192.0.2.2")));
    await engine.up([], { code: 1 });
    await engine.refresh();
    await engine.destroy();
    expect(keysNamed(atlas, "fresh")).toEqual([]);
  });

  test("stores the completed steps of an update and the unchanged list, so that reverting the program removes them", async () => {
    const { engine, atlas } = harness;
    const one = `projectRoles: { "${shop}": ["GROUP_OWNER"] }, accessList: ["192.0.2.1"]`;
    engine.program(keyProgram(one));
    await engine.up();
    engine.program(keyProgram(one.replace(shop, blog)));
    atlas.fail("removeGroupApiKey", denied);
    await engine.up([], { code: 1 });
    expect((await stateOf("fresh"))?.outputs).toMatchObject({
      projectRoles: { [shop]: ["GROUP_OWNER"], [blog]: ["GROUP_OWNER"] },
      accessList: ["192.0.2.1"],
    });
    atlas.clearFaults();
    atlas.clearRequests();
    engine.program(keyProgram(one));
    await engine.up();
    expect(written(atlas)).toEqual(["removeGroupApiKey"]);
    const key = keyNamed(atlas, "fresh");
    expect([shop, blog].map((project) => rolesOf(key, project))).toEqual([["GROUP_OWNER"], []]);
    await engine.preview(["--refresh", "--expect-no-changes"]);
  });
});
