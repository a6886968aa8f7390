import { oneLine } from "../plain-text";
import { variableNames } from "./names";
import type { AdoptionPlan } from "./plan";
import type { PlannedPrincipal, RolesInProject } from "./plan-principal";
import {
  constructorCall,
  importLines,
  listProperty,
  propertyAccess,
  propertyName,
  singleLineCall,
  stringLiteral,
  stringProperty,
} from "./source-text";

/** The plan as a Pulumi program in TypeScript, formatted. */
export function renderTypescript(plan: AdoptionPlan): string {
  const { organization, profile, projects, leftOut } = plan;
  const principals = [...plan.keys, ...plan.accounts];
  const names = variableNames(principals);
  return [
    `// Adopts what the organization ${stringLiteral(oneLine(organization.title))} has. Applying it changes nothing while the organization is unchanged.`,
    ...importLines(classesIn(plan), "pulumi-atlas-access"),
    "",
    `const orgId = ${stringLiteral(organization.orgId)};`,
    ...(profile === undefined ? [] : [`const profile = ${stringLiteral(profile)};`]),
    ...(principals.some(({ projectRoles = [], assignments }) => projectRoles.length + assignments.length > 0)
      ? [
          "const projects = {",
          ...projects.map(({ name, projectId }) => `  ${propertyName(name)}: ${stringLiteral(projectId)},`),
          "};",
        ]
      : []),
    "",
    ...organizationLines(plan),
    ...principals.flatMap((each) => ["", ...principalLines(each, names.get(each.id) ?? each.id, plan)]),
    ...(leftOut.length === 0
      ? []
      : ["", "// Not adopted:", ...leftOut.map((line) => `// - ${oneLine(line)}`)]),
    "",
  ].join("\n");
}

function classesIn({ keys, accounts }: AdoptionPlan): readonly string[] {
  const names = [...keys, ...accounts].flatMap(({ kind, entries, assignments }) => [
    kind.itself.name,
    ...(entries.length > 0 ? [kind.accessList.name] : []),
    ...(assignments.length > 0 ? [kind.assignment.name] : []),
  ]);
  return ["Organization", ...[...new Set(names)].sort()];
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

function principalLines(
  principal: PlannedPrincipal,
  variable: string,
  { profile }: AdoptionPlan,
): readonly string[] {
  const { kind, id, name, entries, assignments, texts, accessList } = principal;
  const isReferenced = entries.length > 0 || assignments.length > 0;
  return [
    ...constructorCall(`${isReferenced ? `const ${variable} = ` : ""}new ${kind.itself.name}`, name, [
      "orgId,",
      ...Object.entries(texts).flatMap(([property, text]) => stringProperty(property, text)),
      ...listProperty("roles", principal.roles),
      ...projectRolesInput(principal.projectRoles),
      ...(accessList === undefined ? [] : listProperty("accessList", accessList)),
      `adopt: { ${kind.idProperty}: ${stringLiteral(id)} },`,
      ...profileInput(profile),
    ]),
    ...secretComments(principal),
    ...resourcesBeside(principal, variable, profile),
  ];
}

function secretComments({ secrets }: PlannedPrincipal): readonly string[] {
  if (secrets.length === 0) return [];
  return [
    "// Its secrets stay as they are. No program can adopt their values, which Atlas does not show:",
    ...secrets.map((secret) => `// - ${oneLine(secret.id)}, expires ${oneLine(secret.expiresAt)}`),
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

function resourcesBeside(
  { kind, name, entries, assignments }: PlannedPrincipal,
  variable: string,
  profile: string | undefined,
): readonly string[] {
  const reference = `${kind.idProperty}: ${variable}.${kind.idProperty},`;
  return [
    ...(entries.length === 0
      ? []
      : constructorCall(`new ${kind.accessList.name}`, `${name}-addresses`, [
          "orgId,",
          reference,
          ...listProperty("entries", entries),
          "adopt: true,",
          ...profileInput(profile),
        ])),
    ...assignments.flatMap(({ project, roles }) =>
      constructorCall(`new ${kind.assignment.name}`, `${name}-in-${project}`, [
        `projectId: ${propertyAccess("projects", project)},`,
        reference,
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
