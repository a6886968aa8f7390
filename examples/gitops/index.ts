import { readFileSync } from "node:fs";
import path from "node:path";
import Ajv from "ajv";
import { OrgApiKey, ProjectApiKeyAssignment } from "pulumi-atlas-access";
import { parse } from "yaml";

interface Access {
  organization: string;
  projects: Record<string, string>;
  keys: Record<string, { description: string; roles: string[]; projects?: Record<string, string[]> }>;
}

const access = readAccess("access.yaml");

for (const [name, { description, roles, projects = {} }] of Object.entries(access.keys)) {
  const key = new OrgApiKey(name, { orgId: access.organization, description, roles });
  for (const [project, projectRoles] of Object.entries(projects)) {
    const projectId = access.projects[project];
    if (projectId === undefined)
      throw new Error(`access.yaml: keys.${name}.projects: there is no project ${project}`);
    new ProjectApiKeyAssignment(`${name}-in-${project}`, {
      projectId,
      apiKeyId: key.apiKeyId,
      roles: projectRoles,
    });
  }
}

/** The file, checked against the schema that editors use: a misspelt word must not remove anybody's access. */
function readAccess(file: string): Access {
  const here = (name: string) => readFileSync(path.join(__dirname, name), "utf8");
  const ajv = new Ajv({ allErrors: true });
  const access: unknown = parse(here(file));
  if (!ajv.validate(JSON.parse(here("access.schema.json")), access)) {
    throw new Error(`${file}: ${ajv.errorsText(ajv.errors, { dataVar: "access", separator: "; " })}`);
  }
  return access as Access;
}
