import { readFileSync } from "node:fs";
import path from "node:path";
import { getStack } from "@pulumi/pulumi";
import Ajv from "ajv";
import { OrgApiKey, ServiceAccount, ServiceAccountSecret } from "pulumi-atlas-access";
import { parse } from "yaml";

interface Access {
  organization: string;
  profile?: string;
  projects: Record<string, string>;
  keys: Record<string, Principal>;
  accounts?: Record<string, Account>;
}

interface Principal {
  description: string;
  formerly?: string[];
  adopt?: string;
  roles: string[];
  addresses?: string[];
  projects?: Record<string, string[]>;
}

interface Account extends Principal {
  name: string;
  secrets?: Record<string, number>;
}

const file = `access/${getStack()}.yaml`;
const { organization: orgId, profile, projects, keys, accounts = {} } = readAccess();

for (const [word, { adopt, ...key }] of Object.entries(keys)) {
  const taken = adopt === undefined ? {} : { adopt: { apiKeyId: adopt } };
  new OrgApiKey(word, { ...accessOf(`keys.${word}`, key), ...taken }, formerNames(key));
}

for (const [word, { name, adopt, secrets = {}, ...account }] of Object.entries(accounts)) {
  const taken = adopt === undefined ? {} : { adopt: { clientId: adopt } };
  const access = accessOf(`accounts.${word}`, account);
  const { clientId } = new ServiceAccount(word, { name, ...access, ...taken }, formerNames(account));
  for (const [secret, expiresAfterHours] of Object.entries(secrets)) {
    new ServiceAccountSecret(`${word}-${secret}`, { orgId, clientId, expiresAfterHours, profile });
  }
}

/** What keys and accounts have in common. */
function accessOf(place: string, { description, roles, addresses, projects: own = {} }: Principal) {
  // Complete: a role in any project that the file does not list is removed.
  const projectRoles = Object.entries(own).map(([project, inProject]) => {
    const projectId = projects[project];
    if (projectId !== undefined) return { projectId, roles: inProject };
    throw new Error(`${file}: ${place}.projects: there is no project ${project}`);
  });
  return { orgId, description, roles, projectRoles, accessList: addresses, profile };
}

/** A key or account under another word in the file stays the same one when its former words are given. */
function formerNames({ formerly = [] }: Principal) {
  return { aliases: formerly.map((word) => ({ name: word })) };
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
