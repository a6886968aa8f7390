import { z } from "zod";
import { endpoint } from "../endpoint";
import { pageOf } from "../paging";

/** An organization, in lists and by itself. */
const organization = z.object({
  id: z.string(),
  name: z.string(),
  isDeleted: z.boolean().optional(),
  skipDefaultAlertsSettings: z.boolean().optional(),
});
export type Organization = z.output<typeof organization>;

const created = z.object({
  organization,
  apiKey: z.object({ id: z.string(), publicKey: z.string(), privateKey: z.string() }).optional(),
  serviceAccount: z
    .object({
      clientId: z.string(),
      secrets: z.array(
        z.object({ id: z.string(), secret: z.string().optional(), expiresAt: z.string().optional() }),
      ),
    })
    .optional(),
});
export type CreatedOrganization = z.output<typeof created>;

const target = (path: Readonly<Record<string, string>>) => path.orgId ?? "";

export const listOrganizations = endpoint({
  operation: "List organizations",
  method: "GET",
  path: "/orgs",
  version: "2023-01-01",
  responseSchema: pageOf(organization),
  requiredRole: "Organization Member",
  target: () => "of these credentials",
});

export const createOrganization = endpoint({
  operation: "Create organization",
  method: "POST",
  path: "/orgs",
  version: "2023-01-01",
  responseSchema: created,
  requiredRole: "Organization Owner of a paying organization",
  atlasOnly:
    "Cloud Manager lets no API key make an organization. Make it there and manage it by its orgId, or set mongodbatlas:api to atlas for one in Atlas",
  target: () => "",
});

export const getOrganization = endpoint({
  operation: "Read organization",
  method: "GET",
  path: "/orgs/{orgId}",
  version: "2023-01-01",
  responseSchema: organization,
  requiredRole: "Organization Member",
  target,
});

export const updateOrganization = endpoint({
  operation: "Update organization",
  method: "PATCH",
  path: "/orgs/{orgId}",
  version: "2023-01-01",
  responseSchema: organization,
  requiredRole: "Organization Owner",
  target,
});

/** Atlas deletes the organization before it responds. Clients have seen that take over a minute. */
export const deleteOrganization = endpoint({
  operation: "Delete organization",
  method: "DELETE",
  path: "/orgs/{orgId}",
  version: "2023-01-01",
  requiredRole: "Organization Owner",
  target,
  timeoutMs: 5 * 60_000,
});
