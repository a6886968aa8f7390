import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import fc from "fast-check";
import { ModuleKind, ScriptTarget, transpileModule } from "typescript";
import { parse } from "yaml";
import type { ExistingObjects } from "../../cli/adopt/existing-objects";
import { type AdoptionPlan, planAdoption } from "../../cli/adopt/plan";
import { plannedResources } from "../../cli/adopt/planned-resources";
import { renderTypescript } from "../../cli/adopt/typescript";
import { renderYaml } from "../../cli/adopt/yaml";
import { checkInputs } from "../../provider/core/inputs";

const root = join(__dirname, "../..");
const orgId = "5f0000000000000000000001";
const id = (kind: string, at: number) => `5f${kind.padStart(18, "0")}${at.toString(16).padStart(4, "0")}`;

/** Descriptions with which somebody could try to leave a string or a comment, or to hide something. */
const hostile = [
  'say "hi"',
  "it's",
  `both ' and " and \\ and \` and \${process.exit(9)}`,
  "*/ process.exit(9) /*",
  "two\nlines\r\nor\u2028more\u2029",
  "// comment\n// another",
  "\u202egnp.exe \u2066hidden\u2069 \u0000\u001b[31m\u200d",
  "# yaml: [1, {a: &b *c}]\n---\n...",
  "- !!js/function 'x'",
  "null",
  "0x10",
  " leading and trailing ",
  "部署".repeat(60),
  "d".repeat(250),
  "🚀 to the moon",
  "delete",
];

test.each(hostile)("a program has exactly the inputs that were found, for any description: %j", (text) => {
  expectFaithful(planAdoption(inventory([text, text], [text, "shop"], text)));
});

test("programs and YAML are valid and complete for any descriptions and names", () => {
  const text = fc.oneof(fc.constantFrom(...hostile), fc.string({ unit: "binary", maxLength: 80 }));
  fc.assert(
    fc.property(
      fc.array(text, { maxLength: 6 }),
      fc.array(text, { maxLength: 4 }),
      text,
      fc.option(fc.constant("team-a")),
      (keys, projects, title, profile) =>
        expectFaithful(planAdoption(inventory(keys, projects, title), profile ?? undefined)),
    ),
    { numRuns: 40 },
  );
}, 60_000);

test("a program has the layout of the formatter", () => {
  const text = renderTypescript(
    planAdoption(inventory(hostile, ["shop", "web shop", "x".repeat(40)], "Acme")),
  );
  const biome = join(root, "node_modules", "@biomejs", "biome", "bin", "biome");
  const args = [biome, "format", "--stdin-file-path=program.ts"];
  expect(execFileSync(process.execPath, args, { cwd: root, input: text, encoding: "utf8" })).toBe(text);
});

test("what cannot be adopted is listed in both formats", () => {
  const found = inventory(["fine", "", "d".repeat(251), "no role"], ["shop"], "Acme");
  const [fine, empty, long, bare] = found.keys.map(({ key }) => key.id);
  const keys = found.keys.map((one) => ({
    key: { ...one.key, roles: one.key.id === bare ? [] : one.key.roles },
    entries: one.key.id === fine ? undefined : one.entries,
  }));
  const plan = planAdoption({ ...found, keys, leftOut: ['service account mdb_sa_id_1 ("ci\n*/")'] });
  expect(plan.keys.map(({ name }) => name)).toEqual(["fine"]);
  const expected = [
    'service account mdb_sa_id_1 ("ci */")',
    `access list of API key ${fine} ("fine"): the credentials cannot read it`,
    `API key ${empty} ("") with its access list and project roles: description: must have at least 1 character`,
    `API key ${long} ("${"d".repeat(251)}") with its access list and project roles: description: must have at most 250 characters: Atlas stores no more`,
    `API key ${bare} ("no role") with its access list and project roles: roles: needs at least one ORG_ role: the list is the complete set, so an empty one is none`,
  ];
  expect(renderTypescript(plan).split("\n").slice(-7, -1)).toEqual([
    "// Not adopted:",
    ...expected.map((line) => `// - ${line}`),
  ]);
  expect(renderYaml(plan).split("\n").slice(-7, -1)).toEqual([
    "# Not adopted:",
    ...expected.map((line) => `# - ${line}`),
  ]);
});

function inventory(
  descriptions: readonly string[],
  projectTexts: readonly string[],
  title: string,
): ExistingObjects {
  const projects = projectTexts.map((name, at) => ({ id: id("a", at), name, isWanted: true }));
  return {
    organization: { id: orgId, name: title },
    projects,
    keys: descriptions.map((desc, at) => ({
      key: {
        id: id("c", at),
        desc,
        publicKey: "abcdefgh",
        roles: [
          { orgId, roleName: "ORG_READ_ONLY" },
          ...projects.map(({ id: groupId }) => ({ groupId, roleName: "GROUP_READ_ONLY" })),
        ],
      },
      entries: at % 2 === 0 ? [] : ["192.0.2.0/24", "2001:db8::1"],
    })),
    leftOut: [...descriptions],
  };
}

function expectFaithful(plan: AdoptionPlan): void {
  for (const { definition, inputs } of plannedResources(plan, "typescript"))
    expect(checkInputs(definition, inputs)).toEqual({ inputs, problems: [] });
  expect(made(renderTypescript(plan))).toEqual(
    plannedResources(plan, "typescript").map(({ definition, name, inputs }) => [
      definition.name,
      name,
      inputs,
    ]),
  );
  const access = parse(renderYaml(plan));
  const schema = readFileSync(join(root, "examples", "gitops", "access", "access.schema.json"), "utf8");
  const ajv = new Ajv();
  expect([ajv.validate(JSON.parse(schema), access), ajv.errorsText()]).toEqual([true, "No errors"]);
  expect(access).toEqual({
    organization: orgId,
    ...(plan.profile === undefined ? {} : { profile: plan.profile }),
    projects: Object.fromEntries(plan.projects.map(({ name, projectId }) => [name, projectId])),
    keys: Object.fromEntries(
      plan.keys.map(({ name, description, apiKeyId, roles, entries, assignments }) => [
        name,
        {
          description,
          adopt: apiKeyId,
          roles,
          ...(entries.length === 0 ? {} : { addresses: entries }),
          ...(assignments.length === 0
            ? {}
            : { projects: Object.fromEntries(assignments.map((one) => [one.project, one.roles])) }),
        },
      ]),
    ),
  });
  for (const text of [renderTypescript(plan), renderYaml(plan)])
    expect(text).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
}

/** Runs a program as a CommonJS module; returns what it makes: type, name, inputs. */
function made(text: string): unknown[] {
  const compilerOptions = { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022 };
  const { outputText, diagnostics } = transpileModule(text, { compilerOptions, reportDiagnostics: true });
  expect(diagnostics).toEqual([]);
  const found: unknown[] = [];
  const resource = (type: string) =>
    class {
      readonly apiKeyId: unknown;
      constructor(name: string, inputs: { adopt?: { apiKeyId?: unknown } }) {
        found.push([type, name, inputs]);
        this.apiKeyId = inputs.adopt?.apiKeyId;
      }
    };
  const own = new Proxy({}, { get: (_, type) => resource(String(type)) });
  new Function("exports", "require", "module", "__filename", "__dirname", outputText)(
    {},
    () => own,
    {},
    "",
    "",
  );
  return found;
}
