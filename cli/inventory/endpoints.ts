import { z } from "zod";
import { toEntry } from "../../provider/atlas/access-list/entry";
import { endpoint } from "../../provider/atlas/endpoint";
import { pageOf } from "../../provider/atlas/paging";

const ofOrganization = (path: Readonly<Record<string, string>>) => `of organization ${path.orgId}`;
const ofAccount = (path: Readonly<Record<string, string>>) => `of service account ${path.clientId}`;
const noAccounts = "Cloud Manager has no service accounts";

export const listOrgProjects = endpoint({
  operation: "List projects",
  method: "GET",
  path: "/orgs/{orgId}/groups",
  version: "2023-01-01",
  responseSchema: pageOf(z.object({ id: z.string(), name: z.string() })),
  requiredRole: "Organization Member",
  target: ofOrganization,
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
  atlasOnly: noAccounts,
  target: ofOrganization,
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
  atlasOnly: noAccounts,
  target: ofAccount,
});

export const listServiceAccountEntries = endpoint({
  operation: "List access list",
  method: "GET",
  path: "/orgs/{orgId}/serviceAccounts/{clientId}/accessList",
  version: "2024-08-05",
  responseSchema: pageOf(
    z.object({ ipAddress: z.string().nullish(), cidrBlock: z.string().nullish() }).transform(toEntry),
  ),
  requiredRole: "Organization Read Only",
  atlasOnly: noAccounts,
  target: ofAccount,
});

export const getServiceAccount = endpoint({
  operation: "Read service account",
  method: "GET",
  path: "/orgs/{orgId}/serviceAccounts/{clientId}",
  version: "2024-08-05",
  responseSchema: z.object({ roles: z.array(z.string()).optional() }),
  requiredRole: "Organization Read Only",
  atlasOnly: noAccounts,
  target: (path) => `${path.clientId} in organization ${path.orgId}`,
});

export const listRateLimits = endpoint({
  operation: "List rate limits",
  method: "GET",
  path: "/rateLimits",
  version: "2025-03-12",
  responseSchema: pageOf(
    z
      .object({
        endpointSetId: z.string(),
        endpointSetName: z.string(),
        scope: z.string(),
        capacity: z.object({ value: z.number() }),
        refillRate: z.object({ value: z.number() }),
        refillDurationSeconds: z.object({ value: z.number() }),
        endpoints: z.array(z.object({ path: z.string() })),
      })
      .transform(({ endpointSetId: id, ...set }) => ({ id, ...set })),
  ),
  requiredRole: "Organization Member",
  atlasOnly: "Cloud Manager does not report rate limits",
  target: () => "of these credentials",
});
