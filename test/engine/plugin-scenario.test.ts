import { blog, shop } from "../../testing/emulator/seed";
import { asked, keyNamed, keysNamed, rolesOf, useAtlasHarness } from "../../testing/engine/atlas-harness";
import { type PluginLanguage, scenarioContinued, scenarioStart } from "../../testing/engine/plugin-programs";

const harness = useAtlasHarness({ plugin: true, language: "yaml" });

/** The requests of each step, by language. */
const requests: Partial<Record<PluginLanguage, Record<string, string[]>>> = {};

test.each<PluginLanguage>(["js", "yaml"])(
  "%s on the plugin: create, nothing to do, drift, repair, import, replace, destroy",
  async (language) => {
    const { engine, atlas } = harness;
    const steps: Record<string, string[]> = {};
    const step = (name: string) => {
      // Sorted: resources that do not depend on each other are applied at the same time.
      steps[name] = asked(atlas).sort();
      atlas.clearRequests();
    };
    engine.program(scenarioStart(language));

    await engine.up();
    step("create");
    const made = keyNamed(atlas, "deployer");
    expect(rolesOf(made, shop)).toEqual(["GROUP_CLUSTER_MANAGER", "GROUP_READ_ONLY"]);

    await engine.preview(["--expect-no-changes"]);
    step("nothing to do");
    expect(steps["nothing to do"]).toEqual([]);

    atlas.store.edit(({ organizations: [organization] }) => {
      for (const { roles = [] } of organization?.apiKeys ?? [])
        for (const role of roles) if (role.roleName === "GROUP_READ_ONLY") role.roleName = "GROUP_OWNER";
    });
    const { stdout } = await engine.preview(["--refresh", "--diff"]);
    step("drift");
    expect(stdout).toMatch(/~ \[1\]: "GROUP_OWNER" => "GROUP_READ_ONLY"/);
    expect(stdout).not.toMatch(/[~+-] \[0\]/);

    await engine.up(["--refresh"]);
    step("repair");
    expect(rolesOf(keyNamed(atlas, "deployer"), shop)).toEqual(rolesOf(made, shop));

    const plain = keyNamed(atlas, "plain");
    atlas.store.edit(({ organizations: [organization] }) => {
      const key = organization?.apiKeys?.find(({ id }) => id === plain.id);
      key?.roles?.push({ groupId: shop, roleName: "GROUP_OWNER" });
      if (key) key.accessList = ["203.0.113.7"];
    });
    const before = keyNamed(atlas, "plain");
    engine.program(scenarioContinued(language, plain));
    const { stdout: course } = await engine.up();
    step("import and replace");
    expect(course).toMatch(/= 1 imported/);
    expect(course).toMatch(/\+-1 replaced/);
    expect(rolesOf(keyNamed(atlas, "deployer"), blog)).toEqual(rolesOf(made, shop));
    expect(rolesOf(keyNamed(atlas, "deployer"), shop)).toEqual([]);

    await engine.destroy();
    step("destroy");
    expect(keysNamed(atlas, "deployer")).toEqual([]);
    expect(keyNamed(atlas, "plain")).toEqual(before);
    requests[language] = steps;
  },
);

test("both languages send the same requests", () => {
  expect(requests.yaml).toEqual(requests.js);
  expect(requests.js?.create).toEqual(expect.arrayContaining(["createOrgApiKey desc roles"]));
});
