import { acme, blog, callers, shop } from "../../testing/emulator/seed";
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

const roles = ["GROUP_CLUSTER_MANAGER", "GROUP_READ_ONLY"];
const key = (name = "key", more = "") =>
  `const key = new OrgApiKey("${name}", { orgId: "${acme}", description: "deployer", roles: ["ORG_READ_ONLY"]${more} });\n`;
const grant = (name: string, options = "{}", more = "") =>
  `new ProjectApiKeyAssignment("${name}", { projectId: "${shop}", apiKeyId: key.apiKeyId, roles: ${JSON.stringify(roles)}${more} }, ${options});\n`;
const list = (name: string) =>
  `new OrgApiKeyAccessList("${name}", { orgId: "${acme}", apiKeyId: key.apiKeyId, entries: ["192.0.2.1"], deleteOnDestroy: true });\n`;
const text = (body: string) =>
  program(body).replace("OrgApiKey, ", "OrgApiKey, OrgApiKeyAccessList, Organization, ");

const harness = useAtlasHarness({ applied: text(key() + grant("grant") + list("list")) });

/** The roles of the key in the project, as Atlas has them. */
const live = () => rolesOf(keyNamed(harness.atlas, "deployer"), shop);
const entries = () => keyNamed(harness.atlas, "deployer").accessList?.length;
const alias = '`aliases: [{ name: "<old name>" }]`';

describe("a renamed assignment", () => {
  const renamed = text(key() + grant("renamed") + list("list"));

  test.each([
    [[]],
    [["--refresh"]],
    [["--parallel", "1"]],
    [["--parallel", "50"]],
    [["--continue-on-error"]],
  ])(
    "keeps the roles with `up %s`, and the run names the declaring resource and the alias",
    async (...flags) => {
      const { engine, atlas } = harness;
      engine.program(renamed);

      const result = await engine.up(flags.flat());

      expect(live()).toEqual(roles);
      expect(written(atlas)).toEqual(["addGroupApiKey array"]);
      const said = warnings(result).join("\n");
      expect(said).toContain(alias);
      expect(said).toContain('the program declares it as resource "renamed" (urn:pulumi:dev::lab::');
      expect((await managed(engine)).sort()).toEqual(["key", "list", "renamed"]);
    },
  );

  test("is a no-op with the alias", async () => {
    const { engine, atlas } = harness;
    engine.program(text(key() + grant("renamed", '{ aliases: [{ name: "grant" }] }') + list("list")));
    const result = await engine.up();
    expect([written(atlas), warnings(result)]).toEqual([[], []]);
    expect((await managed(engine)).sort()).toEqual(["key", "list", "renamed"]);
  });

  test("keeps the roles when it moves into a component", async () => {
    const { engine, atlas } = harness;
    const component = 'const component = new pulumi.ComponentResource("lab:index:Team", "team");\n';
    engine.program(text(component + key() + grant("grant", "{ parent: component }") + list("list")));
    const result = await engine.up();
    expect(live()).toEqual(roles);
    expect(written(atlas)).toEqual(["addGroupApiKey array"]);
    expect(warnings(result).join()).toContain(alias);
  });

  test("keeps the roles when the new one cannot be created and the run continues after errors", async () => {
    const { engine, atlas } = harness;
    engine.program(renamed);
    atlas.fail("addGroupApiKey", { kind: "status", status: 403, errorCode: "NOT_GROUP_USER_ADMIN" });
    const result = await engine.up(["--continue-on-error"], { code: 1 });
    expect(live()).toEqual(roles);
    expect(warnings(result).join()).toContain("nothing was removed in Atlas");
  });

  test("is shown by the preview with its alias, with one list request for the whole program", async () => {
    const { engine, atlas } = harness;
    engine.program(text(key() + grant("renamed") + list("list")));
    const result = await engine.preview();
    expect(warnings(result).join()).toContain(
      `it exists already with these roles. If a resource was renamed or moved, add ${alias}`,
    );
    expect(
      atlas.requests.filter(({ status }) => status === 200).map(({ operationId }) => operationId),
    ).toEqual(["listOrgs", "listOrgApiKeys"]);
  });

  test("with other roles is shown by the preview as refused, and refused without a change", async () => {
    const { engine, atlas } = harness;
    engine.program(text(key() + grant("renamed", "{}", ', roles: ["GROUP_OWNER"]') + list("list")));
    expect(warnings(await engine.preview()).join()).toContain("`pulumi up` will refuse to replace them");
    atlas.clearRequests();
    await engine.up([], { code: 1 });
    expect(live()).toEqual(roles);
  });
});

describe("two resources of one object", () => {
  test("declared together are an error in the preview that names the first", async () => {
    const { engine } = harness;
    engine.program(text(key() + grant("grant") + grant("second") + list("list")));
    const said = errors(await engine.preview([], { code: 1 })).join();
    expect(said).toMatch(
      /resource "(grant|second)" \(urn:[^)]+\) declares the roles of API key \w+ in project \w+ already/,
    );
  });

  test("that are known only at apply are an error there, and the first keeps its roles", async () => {
    const { engine, atlas } = harness;
    const fresh = key("fresh").replace('"deployer"', '"fresh"').replace("const key", "const other");
    const twice = ["one", "two"]
      .map((name) => grant(name).replaceAll("key.apiKeyId", "other.apiKeyId"))
      .join("");
    engine.program(text(key() + grant("grant") + list("list") + fresh + twice));
    await engine.preview();
    const said = errors(await engine.up([], { code: 1 })).join();
    expect(said).toContain("two resources of one object would undo each other");
    expect(rolesOf(keyNamed(atlas, "fresh"), shop)).toEqual(roles);
  });

  test("of the same name under different parents are distinguished", async () => {
    const { engine } = harness;
    const parents = ["one", "two"].map(
      (name) => `const ${name} = new pulumi.ComponentResource("lab:index:${name}", "${name}");\n`,
    );
    engine.program(
      text(parents.join("") + key() + grant("same", "{ parent: one }") + grant("same", "{ parent: two }")),
    );
    expect(errors(await engine.preview([], { code: 1 })).join()).toContain("would undo each other");
  });

  test("in the state: removing one of them keeps the roles, with --refresh too", async () => {
    const { engine, atlas } = harness;
    const state = await engine.stackExport();
    const resources = state.deployment.resources ?? [];
    const first = resources.find(({ urn }) => urn.endsWith("::grant"));
    const both = [...resources, { ...first, urn: first?.urn.replace(/::grant$/, "::second") }];
    const file = `${engine.folder}/state.json`;
    require("node:fs").writeFileSync(
      file,
      JSON.stringify({ ...state, deployment: { ...state.deployment, resources: both } }),
    );
    await engine.expect(["stack", "import", "--file", file]);
    const result = await engine.up(["--refresh"]);
    expect(warnings(result).join()).toContain("Only the second resource for it was removed from the state");
    expect([live(), written(atlas)]).toEqual([roles, []]);
    expect((await managed(engine)).sort()).toEqual(["grant", "key", "list"]);
  });
});

test("destroying the stack removes everything, also with --refresh and --run-program", async () => {
  const { engine, atlas } = harness;
  await engine.destroy(["--refresh", "--run-program"]);
  expect(keysNamed(atlas, "deployer")).toEqual([]);
  expect(await managed(engine)).toEqual([]);
});

test("a resource that is removed from the program is deleted, and destroying the stack deletes everything", async () => {
  const { engine, atlas } = harness;
  engine.program(text(key() + list("renamed")));
  await engine.up();
  expect(live()).toEqual([]);
  await engine.destroy(["--refresh"]);
  expect(keysNamed(atlas, "deployer")).toEqual([]);
});

test("a renamed access list keeps its entries", async () => {
  const { engine } = harness;
  engine.program(text(key() + grant("grant") + list("renamed")));
  const result = await engine.up();
  expect(entries()).toBe(1);
  expect(warnings(result).join()).toContain('declares it as resource "renamed"');
});

describe("a renamed key", () => {
  test("is named by the preview with the alias that keeps it", async () => {
    const { engine, atlas } = harness;
    const { id } = keyNamed(atlas, "deployer");
    engine.program(text(key("renamed")));
    const said = warnings(await engine.preview()).join();
    expect(said).toContain(`a key of this description already exists: ${id}`);
    expect(said).toContain(`add ${alias} to keep its key`);
  });

  test("that is adopted under its new name stays, and the run first mentions that an alias keeps the private key", async () => {
    const { engine, atlas } = harness;
    const { id } = keyNamed(atlas, "deployer");
    engine.program(
      text(key("renamed", `, adopt: { description: "deployer" }`) + grant("grant") + list("list")),
    );
    expect((await engine.preview()).stdout).toContain("privateKey stays empty");
    const result = await engine.up();
    expect(result.stdout).toContain("that keeps the key with its private key");
    const said = warnings(result).join("\n");
    expect(said).toContain(`OrgApiKey: API key ${id}: nothing was removed in Atlas`);
    expect(keyNamed(atlas, "deployer").id).toBe(id);
    expect([live(), entries()]).toEqual([roles, 1]);
  });

  test("is not deleted while the program declares its roles by themselves", async () => {
    const { engine, atlas } = harness;
    const { id } = keyNamed(atlas, "deployer");
    engine.program(text(grant("grant").replace("key.apiKeyId", `"${id}"`)));
    const said = errors(await engine.up([], { code: 1 })).join();
    expect(said).toContain(`the roles of API key ${id} in project ${shop} would be deleted with it`);
    expect(live()).toEqual(roles);
  });
});

test("a renamed organization that the stack created is refused, with the new organization and how to undo it", async () => {
  const { engine, atlas } = harness;
  const made = (name: string, more = "") =>
    text(
      `new Organization("${name}", { name: "Initech", orgOwnerId: "5f00000000000000000000aa", initialApiKey: { description: "o", roles: ["ORG_OWNER"] }${more} });`,
    );
  const initechs = () => atlas.store.state().organizations.filter(({ name }) => name === "Initech");
  engine.program(made("org"));
  await engine.up();
  const [first] = initechs();
  engine.program(made("renamed"));
  const said = errors(await engine.up([], { code: 1 })).join();
  const second = initechs().find(({ id }) => id !== first?.id);
  expect(said).toContain(`This run made organization ${second?.id} ("Initech")`);

  engine.program(made("renamed", ", deleteOnDestroy: true"));
  await engine.up(["--target", "**::renamed"]);
  engine.program(made("org"));
  await engine.up();
  expect(initechs().map(({ id }) => id)).toEqual([first?.id]);
  engine.program(made("renamed").replace(/\}\);\s*$/, '}, { aliases: [{ name: "org" }] });\n'));
  await engine.up(["--expect-no-changes"]);
});

describe("a replacement grants before it removes", () => {
  test("two assignments that swap their projects end as declared, or with an error that changed nothing", async () => {
    const { engine, atlas } = harness;
    const at = (name: string, project: string, role: string) =>
      `new ProjectApiKeyAssignment("${name}", { projectId: "${project}", apiKeyId: "${callers.reader.id}", roles: ["${role}"], adopt: adopts });\n`;
    const pair = (one: string, other: string, adopts: boolean) =>
      text(
        `const adopts = ${adopts};\n${at("one", one, "GROUP_OWNER")}${at("other", other, "GROUP_READ_ONLY")}`,
      );
    const both = () => [shop, blog].map((project) => rolesOf(keyNamed(atlas, "reader"), project));
    engine.program(pair(shop, blog, false));
    await engine.up();
    atlas.clearRequests();

    engine.program(pair(blog, shop, false));
    const said = errors(await engine.up(["--continue-on-error"], { code: 1 })).join();
    expect(said).toContain("set adopt: true");
    expect(both()).toEqual([["GROUP_OWNER"], ["GROUP_READ_ONLY"]]);

    engine.program(pair(blog, shop, true));
    await engine.up();
    expect(both()).toEqual([["GROUP_READ_ONLY"], ["GROUP_OWNER"]]);
  });

  test("with a failure at any request, one of both keys has every role that the program declares", async () => {
    const { engine, atlas } = harness;
    const state = atlas.store.state();
    const operations = [
      "createOrgApiKey",
      "addGroupApiKey",
      "createOrgApiKeyAccessListEntry",
      "removeGroupApiKey",
      "deleteOrgApiKey",
    ];
    for (const operation of operations) {
      await engine.reset();
      atlas.store.replace(state);
      atlas.fail(operation, { kind: "status", status: 403, errorCode: "NOT_ORG_OWNER" });
      const { code } = await engine.pulumi(["up", "--yes", "--skip-preview", "--replace", "**::key"]);
      expect([operation, code]).toEqual([operation, 1]);
      const whole = keysNamed(atlas, "deployer").filter(
        (found) => rolesOf(found, shop).length === roles.length,
      );
      expect([operation, whole.length > 0]).toEqual([operation, true]);
      atlas.clearFaults();
      await engine.up();
      expect([operation, keysNamed(atlas, "deployer").length, live(), entries()]).toEqual([
        operation,
        1,
        roles,
        1,
      ]);
    }
  });
});
