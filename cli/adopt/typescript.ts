import { oneLine } from "../plain-text";
import { variables } from "./names";
import type { AdoptionPlan, PlannedKey } from "./plan";
import {
  construction,
  listProperty,
  member,
  oneLiner,
  propertyName,
  quoted,
  stringProperty,
} from "./source-text";

/** The plan as a Pulumi program in TypeScript, formatted. */
export function typescriptText(plan: AdoptionPlan): string {
  const { organization, profile, projects, keys, leftOut } = plan;
  const names = variables(keys);
  return [
    `// Adopts what the organization ${quoted(oneLine(organization.title))} holds: applying it to an unchanged one changes nothing.`,
    `import { ${classesIn(plan).join(", ")} } from "pulumi-atlas-access";`,
    "",
    `const orgId = ${quoted(organization.orgId)};`,
    ...(profile === undefined ? [] : [`const profile = ${quoted(profile)};`]),
    ...(keys.some((key) => key.assignments.length > 0)
      ? [
          "const projects = {",
          ...projects.map(({ name, projectId }) => `  ${propertyName(name)}: ${quoted(projectId)},`),
          "};",
        ]
      : []),
    "",
    ...organizationLines(plan),
    ...keys.flatMap((key) => ["", ...keyLines(key, names.get(key.apiKeyId) ?? key.apiKeyId, plan)]),
    ...(leftOut.length === 0
      ? []
      : ["", "// Found, and not expressed here:", ...leftOut.map((line) => `// - ${oneLine(line)}`)]),
    "",
  ].join("\n");
}

function classesIn({ keys }: AdoptionPlan): readonly string[] {
  return [
    "Organization",
    ...(keys.length > 0 ? ["OrgApiKey"] : []),
    ...(keys.some((key) => key.entries.length > 0) ? ["OrgApiKeyAccessList"] : []),
    ...(keys.some((key) => key.assignments.length > 0) ? ["ProjectApiKeyAssignment"] : []),
  ];
}

function organizationLines({ organization, profile }: AdoptionPlan): readonly string[] {
  const { name, title, isTitleKept } = organization;
  const start = "new Organization";
  const inputs = ["orgId,", ...(isTitleKept ? [`name: ${quoted(title)},`] : []), ...credentials(profile)];
  const line = oneLiner(start, name, inputs);
  if (line !== undefined) return [line];
  const titleLines = isTitleKept ? stringProperty("name", title) : [];
  return construction(start, name, ["orgId,", ...titleLines, ...credentials(profile)]);
}

function keyLines(key: PlannedKey, variable: string, { profile }: AdoptionPlan): readonly string[] {
  const isReferred = key.entries.length > 0 || key.assignments.length > 0;
  return [
    ...construction(`${isReferred ? `const ${variable} = ` : ""}new OrgApiKey`, key.name, [
      "orgId,",
      ...stringProperty("description", key.description),
      ...listProperty("roles", key.roles),
      `adopt: { apiKeyId: ${quoted(key.apiKeyId)} },`,
      ...credentials(profile),
    ]),
    ...(key.entries.length === 0
      ? []
      : construction("new OrgApiKeyAccessList", `${key.name}-addresses`, [
          "orgId,",
          `apiKeyId: ${variable}.apiKeyId,`,
          ...listProperty("entries", key.entries),
          "adopt: true,",
          ...credentials(profile),
        ])),
    ...key.assignments.flatMap(({ project, roles }) =>
      construction("new ProjectApiKeyAssignment", `${key.name}-in-${project}`, [
        `projectId: ${member("projects", project)},`,
        `apiKeyId: ${variable}.apiKeyId,`,
        ...listProperty("roles", roles),
        "adopt: true,",
        ...credentials(profile),
      ]),
    ),
  ];
}

function credentials(profile: string | undefined): readonly string[] {
  return profile === undefined ? [] : ["profile,"];
}
