import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { shop } from "../../testing/emulator/seed";
import { asJavaScript } from "../../testing/engine/as-javascript";
import { keyNamed, managed, rolesOf, useAtlasHarness, written } from "../../testing/engine/atlas-harness";
import { warnings } from "../../testing/engine/console-output";

const root = resolve(__dirname, "../..");
const page = readFileSync(join(root, "docs/guides/renaming-and-moving.md"), "utf8");
const [before = "", after = ""] = [...page.matchAll(/```js\n([\s\S]*?)```/g)].map(([, code]) => code);

const harness = useAtlasHarness({ program: before });

test("the page's example renames a key and moves its assignment without a request", async () => {
  const { engine, atlas } = harness;
  await engine.up();
  atlas.clearRequests();
  engine.program(after);

  const result = await engine.up();

  expect([written(atlas), warnings(result)]).toEqual([[], []]);
  expect((await managed(engine)).sort()).toEqual(["ci", "ci-in-shop"]);
  engine.program(after.replaceAll(/ {2}\{ aliases: .*\},\n/g, "").replaceAll(/, aliases: \[.*?\]/g, ""));
  await engine.up(["--expect-no-changes"]);
});

/** A program of the list with a resource for each key's roles in a project, as examples/gitops had it before. */
const separate = `
const { readFileSync } = require("node:fs");
const { OrgApiKey, ProjectApiKeyAssignment } = require("pulumi-atlas-access");
const { parse } = require("yaml");
const { organization: orgId, projects, keys } = parse(readFileSync(__dirname + "/access/dev.yaml", "utf8"));
for (const [name, { projects: inProjects = {}, ...key }] of Object.entries(keys)) {
  const { apiKeyId } = new OrgApiKey(name, { orgId, ...key });
  for (const [project, roles] of Object.entries(inProjects)) {
    const inputs = { projectId: projects[project], apiKeyId, roles, deleteOnDestroy: true };
    new ProjectApiKeyAssignment(name + "-in-" + inputs.projectId, inputs);
  }
}
`;

describe("examples/gitops", () => {
  const source = join(root, "examples/gitops");
  const files = {
    "access/access.schema.json": readFileSync(join(source, "access/access.schema.json"), "utf8"),
    "access/dev.yaml": readFileSync(join(source, "access/acme.yaml"), "utf8"),
  };
  const gitops = { program: asJavaScript(readFileSync(join(source, "index.ts"), "utf8")), files };
  const rewrite = (edit: (text: string) => string) =>
    writeFileSync(join(harness.engine.folder, "access/dev.yaml"), edit(files["access/dev.yaml"]));

  test("renaming a project or, with an alias, a key in the file sends nothing", async () => {
    const { engine, atlas } = harness;
    engine.program(gitops);
    await engine.up();
    atlas.clearRequests();
    rewrite((text) =>
      text
        .replaceAll("shop:", "webshop:")
        .replace("  reporting:\n", "  reports:\n    formerly: [reporting]\n"),
    );

    const result = await engine.up(["--expect-no-changes"]);

    expect([written(atlas), warnings(result)]).toEqual([[], []]);
  });

  test("a stack of keys and assignments moves to the program's complete keys without a writing request", async () => {
    const { engine, atlas } = harness;
    engine.program({ program: separate, files });
    await engine.up();
    expect(await managed(engine)).toHaveLength(4);
    atlas.clearRequests();
    engine.program(gitops);

    const result = await engine.up();

    expect([written(atlas), warnings(result)]).toEqual([[], []]);
    expect((await managed(engine)).sort()).toEqual(["deployer", "reporting"]);
    await engine.preview(["--refresh", "--expect-no-changes"]);
  });

  test("a role that leaves the list is removed, also from a key that was adopted", async () => {
    const { engine, atlas } = harness;
    engine.program(gitops);
    const adopted = (text: string) =>
      text.replace(
        "    description: Nightly reports\n",
        "    description: reader\n    adopt: 5f00000000000000000000b4\n",
      );
    rewrite(adopted);
    await engine.up();
    expect(rolesOf(keyNamed(atlas, "reader"), shop)).toEqual(["GROUP_DATA_ACCESS_READ_ONLY"]);
    rewrite((text) =>
      adopted(text).replace(/ {4}projects:\n {6}shop: \[GROUP_DATA_ACCESS_READ_ONLY\]\n/, ""),
    );
    await engine.up();
    expect(rolesOf(keyNamed(atlas, "reader"), shop)).toEqual([]);
  });
});
