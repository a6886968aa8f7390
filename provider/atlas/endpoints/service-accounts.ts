import { z } from "zod";
import { toEntry } from "../access-list/entry";
import { endpoint } from "../endpoint";
import { pageOf } from "../paging";

const ofServiceAccount = (path: Readonly<Record<string, string>>) => `of service account ${path.clientId}`;
const atlasOnly = "Cloud Manager has no service accounts";

/** With its roles in the organization. */
export const getServiceAccount = endpoint({
  operation: "Read service account",
  method: "GET",
  path: "/orgs/{orgId}/serviceAccounts/{clientId}",
  version: "2024-08-05",
  responseSchema: z.object({ roles: z.array(z.string()).optional() }),
  requiredRole: "Organization Read Only",
  atlasOnly,
  target: (path) => `${path.clientId} in organization ${path.orgId}`,
});

/** With their roles in the organization. */
export const listServiceAccounts = endpoint({
  operation: "List service accounts",
  method: "GET",
  path: "/orgs/{orgId}/serviceAccounts",
  version: "2024-08-05",
  responseSchema: pageOf(
    z
      .object({ clientId: z.string(), name: z.string(), roles: z.array(z.string()).optional() })
      .transform(({ clientId, name, roles = [] }) => ({ id: clientId, name, roles })),
  ),
  requiredRole: "Organization Read Only",
  atlasOnly,
  target: (path) => `of organization ${path.orgId}`,
});

export const listServiceAccountProjects = endpoint({
  operation: "List projects",
  method: "GET",
  path: "/orgs/{orgId}/serviceAccounts/{clientId}/groups",
  version: "2024-08-05",
  responseSchema: pageOf(
    z
      .object({ groupId: z.string(), roles: z.array(z.string()).optional() })
      .transform(({ groupId, roles = [] }) => ({ id: groupId, roles })),
  ),
  requiredRole: "Organization Read Only",
  atlasOnly,
  target: ofServiceAccount,
});

export const listServiceAccountAccessEntries = endpoint({
  operation: "List access list",
  method: "GET",
  path: "/orgs/{orgId}/serviceAccounts/{clientId}/accessList",
  version: "2024-08-05",
  responseSchema: pageOf(
    z.object({ ipAddress: z.string().nullish(), cidrBlock: z.string().nullish() }).transform(toEntry),
  ),
  requiredRole: "Organization Read Only",
  atlasOnly,
  target: ofServiceAccount,
});
