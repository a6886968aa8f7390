import { existsSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { acme, shop } from "../../testing/emulator/seed";
import { useAtlasHarness, written } from "../../testing/engine/atlas-harness";
import { previewing } from "../../testing/engine/preview-commands";
import { program } from "../../testing/engine/programs";
import { type PreviewCell, readPreviews } from "../../tools/generate/previews";

const { drifts, rows } = readPreviews(resolve(__dirname, "../.."));
const names = drifts.map(({ name }) => name);

/** A key and an assignment for each kind of drift, named after it; the program writes a file when it runs. */
const pairs = (inProgram: readonly string[]) =>
  program(`
require("node:fs").writeFileSync("ran", "");
for (const name of ${JSON.stringify(names)}) {
  const key = new OrgApiKey(name + "-key", { orgId: "${acme}", description: name, roles: ["ORG_READ_ONLY"] });
  const roles = name === "program" && ${inProgram.includes("program")} ? ["GROUP_OWNER"] : ["GROUP_READ_ONLY"];
  const ignoreChanges = name === "ignored" ? ["roles"] : [];
  const inputs = { projectId: "${shop}", apiKeyId: key.apiKeyId, roles };
  new ProjectApiKeyAssignment(name + "-assignment", inputs, { ignoreChanges });
}`);

const harness = useAtlasHarness({ applied: pairs([]) });

/** Makes these kinds of drift, each on its own key. */
function happen(kinds: readonly string[]): void {
  harness.engine.program(pairs(kinds));
  rmSync(join(harness.engine.folder, "ran"), { force: true });
  harness.atlas.store.edit(({ organizations: [organization] }) => {
    const keys = organization?.apiKeys ?? [];
    const rolesInShop = (name: string, ...roles: string[]) => {
      const key = keys.find(({ desc }) => desc === name);
      if (!key || !kinds.includes(name)) return;
      const inShop = roles.map((roleName) => ({ groupId: shop, roleName }));
      key.roles = [{ orgId: acme, roleName: "ORG_READ_ONLY" }, ...inShop];
    };
    rolesInShop("role", "GROUP_OWNER");
    rolesInShop("ignored", "GROUP_OWNER");
    rolesInShop("assignment");
    if (kinds.includes("key"))
      keys.splice(
        keys.findIndex(({ desc }) => desc === "key"),
        1,
      );
    if (kinds.includes("unmanaged"))
      keys.push({ desc: "nobody's", roles: [{ orgId: acme, roleName: "ORG_OWNER" }] });
  });
}

/** Kinds of one exit code may happen at once, since each has a key of its own. */
function runsOf(cells: Readonly<Record<string, PreviewCell>>): readonly (readonly string[])[] {
  const silent = names.filter((name) => cells[name]?.exitCode === 0);
  const others = names.filter((name) => cells[name]?.exitCode !== 0);
  return [silent, others].filter((kinds, at) => at === 0 || kinds.length > 0);
}

const resourcesInState = async () =>
  JSON.stringify((await harness.engine.stackExport()).deployment.resources);

const cases = rows.flatMap((row) =>
  runsOf(row.cells).map((kinds) => ({ ...row, kinds, happened: kinds.join(", ") || "nothing" })),
);

test.each(cases)(
  "$command shows what the table says of: $happened",
  async ({ command, cells, kinds, ...row }) => {
    const { engine, atlas } = harness;
    happen(kinds);
    const before = await resourcesInState();

    const result = await previewing(engine, command, names);

    const expected = Object.fromEntries(
      names.map((name) => [name, kinds.includes(name) ? cells[name]?.shows : "nothing"]),
    );
    const codes = new Set(kinds.map((name) => cells[name]?.exitCode));
    expect(result).toEqual({ code: [...codes][0] ?? 0, shows: expected });
    expect(existsSync(join(engine.folder, "ran"))).toBe(row.runsProgram);
    expect({
      state: (await resourcesInState()) !== before,
      atlas: written(atlas).length > 0,
    }).toEqual({ state: row.writesState, atlas: row.writesAtlas });
  },
);

test("after up --refresh neither program, nor state, nor Atlas differ", async () => {
  const { engine } = harness;
  happen(names);

  await engine.up(["--refresh"]);

  await engine.preview(["--refresh", "--expect-no-changes"]);
});

test("every row has every kind of drift", () => {
  for (const { cells } of rows) expect(Object.keys(cells)).toEqual(names);
});

// test/cli/drift/exit-code.test.ts has the exit codes of atlas-access drift.
const silentOrNot = rows.filter(({ command }) => /^pulumi .*--expect-no-changes/.test(command));
test.each(silentOrNot)("$command ends with exit code 7 for all that it shows", ({ cells }) => {
  for (const { shows, exitCode } of Object.values(cells)) expect(exitCode).toBe(shows === "nothing" ? 0 : 7);
});
