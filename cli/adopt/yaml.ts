import { stringify } from "yaml";
import type { AdoptionPlan } from "./plan";

/** The plan as the file that examples/gitops applies. */
export function yamlText({ organization, projects, keys, leftOut }: AdoptionPlan): string {
  const access = {
    organization: organization.orgId,
    projects: Object.fromEntries(projects.map(({ name, projectId }) => [name, projectId])),
    keys: Object.fromEntries(
      keys.map(({ name, description, apiKeyId, roles, entries, assignments }) => [
        name,
        {
          description,
          adopt: apiKeyId,
          roles,
          ...(entries.length === 0 ? {} : { addresses: entries }),
          ...(assignments.length === 0
            ? {}
            : {
                projects: Object.fromEntries(
                  assignments.map((assignment) => [assignment.project, assignment.roles]),
                ),
              }),
        },
      ]),
    ),
  };
  return [
    "# yaml-language-server: $schema=./access.schema.json",
    `# Adopts what the organization ${JSON.stringify(organization.title)} holds: applying it to an unchanged one changes nothing.`,
    stringify(access, { lineWidth: 0 }).trimEnd(),
    ...(leftOut.length === 0
      ? []
      : ["# Found, and not expressed here:", ...leftOut.map((line) => `# - ${line.replace(/\s+/g, " ")}`)]),
    "",
  ].join("\n");
}
