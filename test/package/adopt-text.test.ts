import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import fc from "fast-check";
import { ModuleKind, ScriptTarget, transpileModule } from "typescript";
import { parse } from "yaml";
import type { ExistingObjects } from "../../cli/adopt/existing-objects";
import { type AdoptionPlan, planAdoption } from "../../cli/adopt/plan";
import type { Form, Format } from "../../cli/adopt/plan-options";
import { renderTypescript } from "../../cli/adopt/typescript";
import { renderYaml } from "../../cli/adopt/yaml";
import { checkInputs } from "../../provider/core/inputs";
import { type PlannedResource, plannedResources } from "../../testing/cli/planned-resources";

const root = join(__dirname, "../..");
const orgId = "5f0000000000000000000001";
const id = (kind: string, at: number) => `5f${kind.padStart(18, "0")}${at.toString(16).padStart(4, "0")}`;

/** Descriptions that try to end a string or a comment, or to hide text. */
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

const forms: readonly Form[] = ["complete", "separate"];

test.each(hostile)("a program has exactly the inputs that were found, for any description: %j", (text) => {
  for (const form of forms)
    expectFaithful(inventory([text, text], [text, "shop"], text, [text, text, "ci"]), form);
});

test("programs and YAML are valid and complete for any descriptions and names", () => {
  const text = fc.oneof(fc.constantFrom(...hostile), fc.string({ unit: "binary", maxLength: 80 }));
  fc.assert(
    fc.property(
      fc.array(text, { maxLength: 6 }),
      fc.array(text, { maxLength: 4 }),
      text,
      fc.option(fc.constant("team-a")),
      fc.constantFrom(...forms),
      (keys, projects, title, profile, form) =>
        expectFaithful(inventory(keys, projects, title, keys), form, profile ?? undefined),
    ),
    { numRuns: 40 },
  );
}, 60_000);

test.each(forms)("a program has the layout of the formatter: %s", (form) => {
  const found = inventory(hostile, ["shop", "web shop", "x".repeat(40)], "Acme", ["ci", ...hostile]);
  const text = renderTypescript(planAdoption(found, { form, format: "typescript" }));
  const biome = join(root, "node_modules", "@biomejs", "biome", "bin", "biome");
  const args = [biome, "format", "--stdin-file-path=program.ts"];
  expect(execFileSync(process.execPath, args, { cwd: root, input: text, encoding: "utf8" })).toBe(text);
});

test("objects that cannot be adopted are listed in both formats", () => {
  const found = inventory(["fine", "", "d".repeat(251), "no role"], ["shop"], "Acme");
  const [fine, empty, long, bare] = found.keys.map(({ key }) => key.id);
  const keys = found.keys.map((one) => ({
    key: { ...one.key, roles: one.key.id === bare ? [] : one.key.roles },
    entries: one.key.id === fine ? undefined : one.entries,
  }));
  const leftOut = ['service account mdb_sa_id_1 ("ci\n*/")'];
  const plan = (format: Format) => planAdoption({ ...found, keys, leftOut }, { form: "complete", format });
  expect(plan("typescript").keys.map(({ name }) => name)).toEqual(["fine"]);
  const expected = [
    'service account mdb_sa_id_1 ("ci */")',
    `access list of API key ${fine} ("fine"): the credentials cannot read it`,
    `API key ${empty} ("") with its access list and project roles: description: must have at least 1 character`,
    `API key ${long} ("${"d".repeat(251)}") with its access list and project roles: description: must have at most 250 characters: Atlas stores no more`,
    `API key ${bare} ("no role") with its access list and project roles: roles: needs at least one ORG_ role: the list is the complete set, so it cannot be empty`,
  ];
  expect(renderTypescript(plan("typescript")).split("\n").slice(-7, -1)).toEqual([
    "// Not adopted:",
    ...expected.map((line) => `// - ${line}`),
  ]);
  expect(renderYaml(plan("yaml")).split("\n").slice(-7, -1)).toEqual([
    "# Not adopted:",
    ...expected.map((line) => `# - ${line}`),
  ]);
});

describe("a key with a role in a project that is not adopted", () => {
  const found = inventory(["ci"], ["shop", "blog"], "Acme");
  const [ci] = found.keys.map(({ key }) => key.id);
  const projects = found.projects.map((project) => ({ ...project, isWanted: project.name === "shop" }));

  test("has separate assignments, since complete roles would remove that role", () => {
    const plan = planAdoption({ ...found, projects }, { form: "complete", format: "typescript" });
    expect(made(renderTypescript(plan)).slice(1)).toEqual([
      ["OrgApiKey", "ci", expect.not.objectContaining({ projectRoles: expect.anything() })],
      [
        "ProjectApiKeyAssignment",
        "ci-in-shop",
        expect.objectContaining({ projectId: projects[0]?.id, roles: ["GROUP_READ_ONLY"] }),
      ],
    ]);
  });

  test("is not adopted in YAML, which lists all project roles of a key", () => {
    const plan = planAdoption({ ...found, projects }, { form: "complete", format: "yaml" });
    expect(parse(renderYaml(plan)).keys).toEqual({});
    expect(plan.leftOut.at(-1)).toBe(
      `API key ${ci} ("ci"): the file lists all project roles of a key, and not all can be adopted`,
    );
  });
});

test("a complete key without project roles has an empty map, and one without an access list does not manage it", () => {
  const plan = planAdoption(inventory(["ci"], [], "Acme"), { form: "complete", format: "typescript" });
  const text = renderTypescript(plan);
  expect(text).toContain("  projectRoles: {},\n");
  expect(text).not.toContain("accessList");
});

test("the secrets of an adopted account are a comment in both formats, without a count of what is left out", () => {
  const found = { ...inventory([], ["shop"], "Acme", ["ci"]), leftOut: [] };
  const program = planAdoption(found, { form: "complete", format: "typescript" });
  expect(program.leftOut).toEqual([]);
  expect(renderTypescript(program)).toContain(
    `});\n// Its secrets stay as they are. No program can adopt their values, which Atlas does not show:\n// - ${id("e", 0)}, expires 2030-01-01T00:00:00Z\n`,
  );
  const yaml = renderYaml(planAdoption(found, { form: "complete", format: "yaml" }));
  expect(yaml).toContain(`# - ${id("e", 0)} of ci, expires 2030-01-01T00:00:00Z\n`);
});

function inventory(
  descriptions: readonly string[],
  projectTexts: readonly string[],
  title: string,
  accountNames: readonly string[] = [],
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
    accounts: accountNames.map((name, at) => ({
      account: {
        id: `mdb_sa_id_${id("d", at)}`,
        name,
        description: name,
        createdAt: undefined,
        roles: ["ORG_READ_ONLY"],
        projects: projects.map((project) => ({ id: project.id, roles: ["GROUP_READ_ONLY"] })),
        secrets: [
          {
            id: id("e", at),
            createdAt: "2029-01-01T00:00:00Z",
            expiresAt: "2030-01-01T00:00:00Z",
            lastUsedAt: undefined,
          },
        ],
      },
      entries: at % 2 === 0 ? [] : ["198.51.100.0/24"],
    })),
    leftOut: [...descriptions],
  };
}

function expectFaithful(found: ExistingObjects, form: Form, profile?: string): void {
  const plan = planAdoption(found, { form, format: "typescript", profile });
  const planned = plannedResources(plan);
  for (const { definition, inputs } of planned)
    expect(checkInputs(definition, inputs)).toEqual({ inputs, problems: [] });
  const inOtherForm = form === "complete" ? beside(planned) : whole(planned);
  expect(inOtherForm).toEqual([]);
  expect(made(renderTypescript(plan))).toEqual(
    planned.map(({ definition, name, inputs }) => [definition.name, name, inputs]),
  );
  const yaml = renderYaml(planAdoption(found, { form: "complete", format: "yaml", profile }));
  expect(parse(yaml)).toEqual(accessOf(found, plan));
  expectValid(parse(yaml));
  for (const text of [renderTypescript(plan), yaml])
    expect(text).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
}

/** Resources beside keys, which complete keys do not need. */
const beside = (planned: readonly PlannedResource[]) =>
  planned.filter(
    ({ definition: { name } }) => !["Organization", "OrgApiKey", "ServiceAccount"].includes(name),
  );

/** Keys that manage their project roles or access list. */
const whole = (planned: readonly PlannedResource[]) =>
  planned.filter(({ inputs }) => "projectRoles" in inputs || "accessList" in inputs);

/** The expected YAML: the found roles and entries, under the names of the plan. */
function accessOf({ keys, accounts }: ExistingObjects, plan: AdoptionPlan): object {
  const { profile, projects } = plan;
  const entriesOf = new Map([
    ...keys.map(({ key, entries }) => [key.id, entries] as const),
    ...accounts.map(({ account, entries }) => [account.id, entries] as const),
  ]);
  const inProjects = Object.fromEntries(projects.map(({ name }) => [name, ["GROUP_READ_ONLY"]]));
  return {
    organization: orgId,
    ...(profile === undefined ? {} : { profile }),
    projects: Object.fromEntries(projects.map(({ name, projectId }) => [name, projectId])),
    keys: entriesByName(plan.keys),
    ...(plan.accounts.length === 0 ? {} : { accounts: entriesByName(plan.accounts) }),
  };

  function entriesByName(planned: AdoptionPlan["keys"]): object {
    return Object.fromEntries(
      planned.map(({ name, texts, id: adopt, roles }) => {
        const entries = entriesOf.get(adopt) ?? [];
        return [
          name,
          {
            ...texts,
            adopt,
            roles,
            ...(entries.length === 0 ? {} : { addresses: entries }),
            ...(projects.length === 0 ? {} : { projects: inProjects }),
          },
        ];
      }),
    );
  }
}

function expectValid(access: unknown): void {
  const schema = readFileSync(join(root, "examples", "gitops", "access", "access.schema.json"), "utf8");
  const ajv = new Ajv();
  expect([ajv.validate(JSON.parse(schema), access), ajv.errorsText()]).toEqual([true, "No errors"]);
}

/** Runs a program as a CommonJS module; returns its resources: type, name, inputs. */
function made(text: string): unknown[] {
  const compilerOptions = { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022 };
  const { outputText, diagnostics } = transpileModule(text, { compilerOptions, reportDiagnostics: true });
  expect(diagnostics).toEqual([]);
  const found: unknown[] = [];
  const resource = (type: string) =>
    class {
      readonly apiKeyId: unknown;
      readonly clientId: unknown;
      constructor(name: string, inputs: { adopt?: { apiKeyId?: unknown; clientId?: unknown } }) {
        found.push([type, name, inputs]);
        this.apiKeyId = inputs.adopt?.apiKeyId;
        this.clientId = inputs.adopt?.clientId;
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
