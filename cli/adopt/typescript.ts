import { oneLine } from "../plain-text";
import { variableNames } from "./names";
import type { AdoptionPlan } from "./plan";
import type { PlannedKey, RolesInProject } from "./plan-key";
import {
  constructorCall,
  listProperty,
  propertyAccess,
  propertyName,
  singleLineCall,
  stringLiteral,
  stringProperty,
} from "./source-text";

/** The plan as a Pulumi program in TypeScript, formatted. */
export function renderTypescript(plan: AdoptionPlan): string {
  const { organization, profile, projects, keys, leftOut } = plan;
  const names = variableNames(keys);
  return [
    `// Adopts what the organization ${stringLiteral(oneLine(organization.title))} has. Applying it changes nothing while the organization is unchanged.`,
    `import { ${classesIn(plan).join(", ")} } from "pulumi-atlas-access";`,
    "",
    `const orgId = ${stringLiteral(organization.orgId)};`,
    ...(profile === undefined ? [] : [`const profile = ${stringLiteral(profile)};`]),
    ...(keys.some(({ projectRoles = [], assignments }) => projectRoles.length + assignments.length > 0)
      ? [
          "const projects = {",
          ...projects.map(({ name, projectId }) => `  ${propertyName(name)}: ${stringLiteral(projectId)},`),
          "};",
        ]
      : []),
    "",
    ...organizationLines(plan),
    ...keys.flatMap((key) => ["", ...keyLines(key, names.get(key.apiKeyId) ?? key.apiKeyId, plan)]),
    ...(leftOut.length === 0
      ? []
      : ["", "// Not adopted:", ...leftOut.map((line) => `// - ${oneLine(line)}`)]),
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
  const { name, title, hasValidTitle } = organization;
  const start = "new Organization";
  const inputs = [
    "orgId,",
    ...(hasValidTitle ? [`name: ${stringLiteral(title)},`] : []),
    ...profileInput(profile),
  ];
  const line = singleLineCall(start, name, inputs);
  if (line !== undefined) return [line];
  const titleLines = hasValidTitle ? stringProperty("name", title) : [];
  return constructorCall(start, name, ["orgId,", ...titleLines, ...profileInput(profile)]);
}

function keyLines(key: PlannedKey, variable: string, { profile }: AdoptionPlan): readonly string[] {
  const isReferenced = key.entries.length > 0 || key.assignments.length > 0;
  return [
    ...constructorCall(`${isReferenced ? `const ${variable} = ` : ""}new OrgApiKey`, key.name, [
      "orgId,",
      ...stringProperty("description", key.description),
      ...listProperty("roles", key.roles),
      ...projectRolesInput(key.projectRoles),
      ...(key.accessList === undefined ? [] : listProperty("accessList", key.accessList)),
      `adopt: { apiKeyId: ${stringLiteral(key.apiKeyId)} },`,
      ...profileInput(profile),
    ]),
    ...resourcesBeside(key, variable, profile),
  ];
}

/** Always on several lines if there is a role: formatters leave that as it is. */
function projectRolesInput(inProjects: readonly RolesInProject[] | undefined): readonly string[] {
  if (inProjects === undefined) return [];
  if (inProjects.length === 0) return ["projectRoles: {},"];
  const lines = inProjects.flatMap(({ project, roles }) =>
    listProperty(`[${propertyAccess("projects", project)}]`, roles, 4),
  );
  return ["projectRoles: {", ...lines.map((line) => `  ${line}`), "},"];
}

function resourcesBeside(key: PlannedKey, variable: string, profile: string | undefined): readonly string[] {
  return [
    ...(key.entries.length === 0
      ? []
      : constructorCall("new OrgApiKeyAccessList", `${key.name}-addresses`, [
          "orgId,",
          `apiKeyId: ${variable}.apiKeyId,`,
          ...listProperty("entries", key.entries),
          "adopt: true,",
          ...profileInput(profile),
        ])),
    ...key.assignments.flatMap(({ project, roles }) =>
      constructorCall("new ProjectApiKeyAssignment", `${key.name}-in-${project}`, [
        `projectId: ${propertyAccess("projects", project)},`,
        `apiKeyId: ${variable}.apiKeyId,`,
        ...listProperty("roles", roles),
        "adopt: true,",
        ...profileInput(profile),
      ]),
    ),
  ];
}

function profileInput(profile: string | undefined): readonly string[] {
  return profile === undefined ? [] : ["profile,"];
}
