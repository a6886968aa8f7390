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
