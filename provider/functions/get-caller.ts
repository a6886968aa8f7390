import { z } from "zod";
import type { AtlasContext } from "../atlas/context";
import { getOwnKey } from "../atlas/endpoints/api-root";
import { listOrganizations } from "../atlas/endpoints/organizations";
import { rolesIn } from "../atlas/roles";
import { field } from "../core/field";
import { defineFunction } from "../core/function";
import { sortedBy, toOrganization, toProjectRoles } from "./model";
import { organizationFields, profile, roleFields } from "./output-fields";

const onlyForKeys =
  "Only for API keys of Atlas: absent for a service account, for a token, and with Cloud Manager.";

const outputs = z.strictObject({
  kind: field(z.enum(["api-key", "service-account", "token"]), {
    doc: "The kind of credentials. For a token, only the organizations are known.",
  }),
  publicKey: field(z.string().optional(), { doc: "Public key of the API key; only for this kind." }),
  clientId: field(z.string().optional(), {
    doc: "Client id of the service account; only for this kind.",
  }),
  apiKeyId: field(z.string().optional(), { doc: `Id of the API key. ${onlyForKeys}` }),
  orgId: field(z.string().optional(), {
    doc: "Id of the caller's organization; absent when it belongs to several.",
  }),
  organizations: field(z.array(z.object(organizationFields)), {
    doc: "All organizations of the caller, sorted by name and id.",
    elementType: "GetOrganizationResult",
  }),
  roles: field(roleFields.roles.optional(), {
    doc: `The caller's roles in its organization, sorted. ${onlyForKeys}`,
  }),
  projectRoles: field(roleFields.projectRoles.optional(), {
    doc: `The caller's roles in projects, one entry for each project, sorted by its id. ${onlyForKeys}`,
  }),
});

export const getCaller = defineFunction({
  name: "getCaller",
  summary:
    "Describes the credentials in use: their kind, public key or client id, organizations and, for API keys, roles.",
  inputs: z.strictObject({ profile }),
  outputs,

  async run(context: AtlasContext): Promise<z.output<typeof outputs>> {
    const [caller, listed] = [context.caller(), await context.atlas.list(listOrganizations, { path: {} })];
    const organizations = sortedBy(
      listed.map(toOrganization),
      (organization) => organization.name,
      (organization) => organization.orgId,
    );
    const [only, another] = organizations;
    const orgId = another === undefined ? only?.orgId : undefined;
    if (caller === undefined) return { kind: "token", orgId, organizations };
    if ("clientId" in caller) return { kind: "service-account", ...caller, orgId, organizations };
    return { kind: "api-key", ...caller, orgId, organizations, ...(await ownKey(context)) };
  },
});

async function ownKey(context: AtlasContext) {
  if (context.api.unsupportedReason(getOwnKey) !== undefined) return {};
  const { apiKey } = await context.atlas.call(getOwnKey, { path: {} });
  if (!apiKey) return {};
  const { id: apiKeyId, publicKey, roles: items } = apiKey;
  if (items === undefined) return { apiKeyId, publicKey };
  const orgIds = [...new Set(items.flatMap(({ orgId }) => (orgId === undefined ? [] : [orgId])))];
  const roles = orgIds.flatMap((orgId) => rolesIn(items, "organization", orgId)).sort();
  return { apiKeyId, publicKey, roles, projectRoles: toProjectRoles(items) };
}
