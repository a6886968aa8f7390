/** Output fields that several functions share. */
import { z } from "zod";
import { profile as resourceProfile } from "../atlas/common-fields";
import { field } from "../core/field";

/** Selects the credentials of the look-up. */
export const profile = field(resourceProfile, {
  doc: "Name of the credentials to use (see docs/guides/several-organizations-and-fleets.md); never a secret. Default: the credentials without a name.",
  providerOnly: true,
  selectsProfile: true,
});

const roleNames = z.array(z.string());

const rolesInProject = z.object({
  projectId: z.string().describe("Id of the project."),
  roles: roleNames.describe("The key's roles in that project, sorted."),
});

/** Roles of a key in its organization and in projects. */
export const roleFields = {
  roles: field(roleNames, { doc: "The key's roles in its organization, sorted." }),
  projectRoles: field(z.array(rolesInProject), {
    doc: "The key's roles in projects, one entry for each project, sorted by its id; the roles of an entry are sorted.",
  }),
};

/** An API key, without secrets. */
export const keyFields = {
  orgId: field(z.string(), { doc: "Id of the organization that owns the key." }),
  apiKeyId: field(z.string(), { doc: "Id of the key; assignments refer to it." }),
  publicKey: field(z.string(), { doc: "Public key of the key." }),
  description: field(z.string(), { doc: "Text shown beside the key in Atlas." }),
  ...roleFields,
};

const secretFields = z.object({
  secretId: z.string().describe("Id of the secret."),
  createdAt: z.string().describe("Time of creation: ISO 8601, UTC."),
  expiresAt: z.string().describe("Time of expiry: ISO 8601, UTC."),
  lastUsedAt: z
    .string()
    .optional()
    .describe(
      "Time of the last use, up to five minutes late: ISO 8601, UTC. Absent for a secret that was never used.",
    ),
});

/** A service account without its roles in projects, which a list does not have. */
export const accountFields = {
  orgId: field(z.string(), { doc: "Id of the organization that owns the account." }),
  clientId: field(z.string(), { doc: "Client id of the account; assignments refer to it." }),
  name: field(z.string(), { doc: "Name of the account." }),
  description: field(z.string(), { doc: "Text shown beside the account in Atlas." }),
  createdAt: field(z.string().optional(), { doc: "Time of creation: ISO 8601, UTC." }),
  roles: field(roleNames, { doc: "The account's roles in its organization, sorted." }),
  secrets: field(z.array(secretFields), {
    doc: "The account's secrets, oldest first, without their values: id, times of creation and expiry and, once it was used, of the last use, which Atlas reports up to five minutes late. Times are ISO 8601, UTC. Expired secrets stay until they are deleted.",
  }),
};

const accountRolesInProject = z.object({
  projectId: z.string().describe("Id of the project."),
  roles: roleNames.describe("The account's roles in that project, sorted."),
});

/** Roles of a service account in projects. */
export const accountProjectRoles = field(z.array(accountRolesInProject), {
  doc: "The account's roles in projects, one entry for each project, sorted by its id; the roles of an entry are sorted.",
});

export const projectFields = {
  projectId: field(z.string(), { doc: "Id of the project." }),
  name: field(z.string(), { doc: "Name of the project, unique in its organization." }),
  orgId: field(z.string(), { doc: "Id of the organization that the project belongs to." }),
};

export const organizationFields = {
  orgId: field(z.string(), { doc: "Id of the organization." }),
  name: field(z.string(), { doc: "Name of the organization." }),
  isDeleted: field(z.boolean(), { doc: "True while Atlas still shows an organization that was deleted." }),
  skipDefaultAlertsSettings: field(z.boolean().optional(), {
    doc: "True when new projects of the organization are created without Atlas's default alerts.",
  }),
};
