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
  reply: pageOf(z.object({ id: z.string(), name: z.string() })),
  needs: "Organization Member",
  target: ofOrganization,
});

/** With their roles in the organization. */
export const listServiceAccounts = endpoint({
  operation: "List service accounts",
  method: "GET",
  path: "/orgs/{orgId}/serviceAccounts",
  version: "2024-08-05",
  reply: pageOf(
    z
      .object({ clientId: z.string(), name: z.string(), roles: z.array(z.string()).optional() })
      .transform(({ clientId, name, roles = [] }) => ({ id: clientId, name, roles })),
  ),
  needs: "Organization Read Only",
  atlasOnly: noAccounts,
  target: ofOrganization,
});

export const listServiceAccountProjects = endpoint({
  operation: "List projects",
  method: "GET",
  path: "/orgs/{orgId}/serviceAccounts/{clientId}/groups",
  version: "2024-08-05",
  reply: pageOf(
    z
      .object({ groupId: z.string(), roles: z.array(z.string()).optional() })
      .transform(({ groupId, roles = [] }) => ({ id: groupId, roles })),
  ),
  needs: "Organization Read Only",
  atlasOnly: noAccounts,
  target: ofAccount,
});

export const listServiceAccountEntries = endpoint({
  operation: "List access list",
  method: "GET",
  path: "/orgs/{orgId}/serviceAccounts/{clientId}/accessList",
  version: "2024-08-05",
  reply: pageOf(
    z.object({ ipAddress: z.string().nullish(), cidrBlock: z.string().nullish() }).transform(toEntry),
  ),
  needs: "Organization Read Only",
  atlasOnly: noAccounts,
  target: ofAccount,
});
