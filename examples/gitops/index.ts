import { readFileSync } from "node:fs";
import path from "node:path";
import { getStack } from "@pulumi/pulumi";
import Ajv from "ajv";
import { OrgApiKey, OrgApiKeyAccessList, ProjectApiKeyAssignment } from "pulumi-atlas-access";
import { parse } from "yaml";

interface Access {
  organization: string;
  profile?: string;
  projects: Record<string, string>;
  keys: Record<string, Key>;
}

interface Key {
  description: string;
  formerly?: string[];
  adopt?: string;
  roles: string[];
  addresses?: string[];
  projects?: Record<string, string[]>;
}

const file = `access/${getStack()}.yaml`;
const { organization: orgId, profile, projects, keys } = readAccess();

for (const [name, key] of Object.entries(keys)) {
  const { description, roles, addresses, adopt, formerly = [] } = key;
  const taken = adopt === undefined ? {} : { adopt: { apiKeyId: adopt } };
  // A key under another word in the file stays the same key when its former words are given.
  const formerNames = (suffix: string) => ({ aliases: formerly.map((word) => ({ name: word + suffix })) });
  const { apiKeyId } = new OrgApiKey(name, { orgId, description, roles, ...taken, profile }, formerNames(""));
  // Whoever takes a key over takes over what it has.
  const own = { apiKeyId, adopt: adopt !== undefined, profile };
  if (addresses !== undefined)
    new OrgApiKeyAccessList(
      `${name}-addresses`,
      { orgId, entries: addresses, ...own },
      formerNames("-addresses"),
    );
  for (const [project, projectRoles] of Object.entries(key.projects ?? {})) {
    const projectId = projects[project];
    if (projectId === undefined)
      throw new Error(`${file}: keys.${name}.projects: there is no project ${project}`);
    // Named by the id, so that another word for the project is no new resource. The list is complete: a role that leaves it
    // is removed, also one that was adopted.
    const inputs = { projectId, roles: projectRoles, deleteOnDestroy: true, ...own };
    new ProjectApiKeyAssignment(`${name}-in-${projectId}`, inputs, formerNames(`-in-${projectId}`));
  }
}

/** The stack's file, checked against the schema that editors use: a misspelt word must not remove anybody's access. */
function readAccess(): Access {
  const here = (name: string) => readFileSync(path.join(__dirname, name), "utf8");
  const ajv = new Ajv({ allErrors: true });
  const access: unknown = parse(here(file));
  if (!ajv.validate(JSON.parse(here("access/access.schema.json")), access)) {
    throw new Error(`${file}: ${ajv.errorsText(ajv.errors, { dataVar: "access", separator: "; " })}`);
  }
  return access as Access;
}
