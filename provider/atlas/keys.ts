import { z } from "zod";
import { endpoint } from "./endpoint";
import { pageOf } from "./paging";

/** An organization API key as Atlas shows it: its roles in the organization and in every project, mixed. */
export const apiKey = z.object({
  id: z.string(),
  desc: z.string(),
  publicKey: z.string(),
  /** Whole in the answer to a create only; redacted but for its last 12 digits ever after. */
  privateKey: z.string().optional(),
  roles: z.array(
    z.object({ roleName: z.string(), orgId: z.string().optional(), groupId: z.string().optional() }),
  ),
});
export type ApiKey = z.output<typeof apiKey>;

/** Says that this very key does not exist: with status 400 as documented and observed, or with 404. */
export const keyNotFoundCodes = ["API_KEY_NOT_FOUND"] as const;

const keyTarget = (path: Readonly<Record<string, string>>) =>
  `${path.apiKeyId} in organization ${path.orgId}`;

export const getOrgApiKey = endpoint({
  operation: "Read API key",
  method: "GET",
  path: "/orgs/{orgId}/apiKeys/{apiKeyId}",
  version: "2023-01-01",
  responseSchema: apiKey,
  requiredRole: "Organization Member",
  notFoundCodes: keyNotFoundCodes,
  target: keyTarget,
});

export const listOrgApiKeys = endpoint({
  operation: "List API keys",
  method: "GET",
  path: "/orgs/{orgId}/apiKeys",
  version: "2023-01-01",
  responseSchema: pageOf(apiKey),
  requiredRole: "Organization Member",
  target: (path) => `of organization ${path.orgId}`,
});

export const listProjectApiKeys = endpoint({
  operation: "List API keys",
  method: "GET",
  path: "/groups/{projectId}/apiKeys",
  version: "2023-01-01",
  responseSchema: pageOf(apiKey),
  requiredRole: "Project Read Only",
  target: (path) => `of project ${path.projectId}`,
});

/** An organization, in listings and by itself. */
export const organization = z.object({
  id: z.string(),
  name: z.string(),
  isDeleted: z.boolean().optional(),
  skipDefaultAlertsSettings: z.boolean().optional(),
});
export type Organization = z.output<typeof organization>;

export const listOrganizations = endpoint({
  operation: "List organizations",
  method: "GET",
  path: "/orgs",
  version: "2023-01-01",
  responseSchema: pageOf(organization),
  requiredRole: "Organization Member",
  target: () => "of these credentials",
});

export const getProject = endpoint({
  operation: "Read project",
  method: "GET",
  path: "/groups/{projectId}",
  version: "2023-01-01",
  responseSchema: z.object({ id: z.string(), orgId: z.string(), name: z.string() }),
  requiredRole: "Project Read Only",
  target: (path) => path.projectId ?? "",
});
