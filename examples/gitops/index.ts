import { readFileSync } from "node:fs";
import path from "node:path";
import { getStack } from "@pulumi/pulumi";
import Ajv from "ajv";
import { OrgApiKey } from "pulumi-atlas-access";
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

for (const [name, { description, roles, addresses, adopt, formerly = [], ...key }] of Object.entries(keys)) {
  // Complete: a role in any project that the file does not list is removed.
  const projectRoles = Object.entries(key.projects ?? {}).map(([project, inProject]) => {
    const projectId = projects[project];
    if (projectId !== undefined) return { projectId, roles: inProject };
    throw new Error(`${file}: keys.${name}.projects: there is no project ${project}`);
  });
  const taken = adopt === undefined ? {} : { adopt: { apiKeyId: adopt } };
  new OrgApiKey(
    name,
    { orgId, description, roles, projectRoles, accessList: addresses, ...taken, profile },
    // A key under another word in the file stays the same key when its former words are given.
    { aliases: formerly.map((word) => ({ name: word })) },
  );
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
