import { variable } from "./names";
import type { AdoptionPlan, PlannedKey } from "./plan";

/** The plan as a Pulumi program in TypeScript, formatted. */
export function typescriptText(plan: AdoptionPlan): string {
  const { organization, projects, keys, leftOut } = plan;
  const classes = [
    "Organization",
    ...(keys.length > 0 ? ["OrgApiKey"] : []),
    ...(keys.some((key) => key.entries.length > 0) ? ["OrgApiKeyAccessList"] : []),
    ...(keys.some((key) => key.assignments.length > 0) ? ["ProjectApiKeyAssignment"] : []),
  ];
  return [
    `// Adopts what the organization ${JSON.stringify(organization.title)} holds: applying it to an unchanged one changes nothing.`,
    `import { ${classes.join(", ")} } from "pulumi-atlas-access";`,
    "",
    `const orgId = ${JSON.stringify(organization.orgId)};`,
    ...(projects.length === 0
      ? []
      : [
          "const projects = {",
          ...projects.map(
            ({ name, projectId }) => `  ${JSON.stringify(name)}: ${JSON.stringify(projectId)},`,
          ),
          "};",
        ]),
    "",
    `new Organization(${JSON.stringify(organization.name)}, { orgId, name: ${JSON.stringify(organization.title)} });`,
    ...keys.flatMap((key) => ["", ...keyLines(key)]),
    ...(leftOut.length === 0
      ? []
      : ["", "// Found, and not expressed here:", ...leftOut.map((line) => `// - ${oneLine(line)}`)]),
    "",
  ].join("\n");
}

function keyLines(key: PlannedKey): string[] {
  const name = variable(key.name);
  const isReferred = key.entries.length > 0 || key.assignments.length > 0;
  return [
    ...resource(`${isReferred ? `const ${name} = ` : ""}new OrgApiKey`, key.name, [
      "orgId",
      `description: ${JSON.stringify(key.description)}`,
      `roles: ${list(key.roles)}`,
      `adopt: { apiKeyId: ${JSON.stringify(key.apiKeyId)} }`,
    ]),
    ...(key.entries.length === 0
      ? []
      : resource("new OrgApiKeyAccessList", `${key.name}-addresses`, [
          "orgId",
          `apiKeyId: ${name}.apiKeyId`,
          `entries: ${list(key.entries)}`,
          "adopt: true",
        ])),
    ...key.assignments.flatMap(({ project, roles }) =>
      resource("new ProjectApiKeyAssignment", `${key.name}-in-${project}`, [
        `projectId: projects[${JSON.stringify(project)}]`,
        `apiKeyId: ${name}.apiKeyId`,
        `roles: ${list(roles)}`,
        "adopt: true",
      ]),
    ),
  ];
}

function resource(open: string, name: string, inputs: readonly string[]): string[] {
  return [`${open}(${JSON.stringify(name)}, {`, ...inputs.map((input) => `  ${input},`), "});"];
}

function list(values: readonly string[]): string {
  return `[${values.map((value) => JSON.stringify(value)).join(", ")}]`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ");
}
