import { z } from "zod";
import { endpoint } from "../endpoint";
import { pageOf } from "../paging";

/** An organization API key as Atlas returns it, with its roles in the organization and in every project in one list. */
export const apiKey = z.object({
  id: z.string(),
  desc: z.string(),
  publicKey: z.string(),
  /** Complete in the response to a create only. Every later response redacts it, except for its last 12 digits. */
  privateKey: z.string().optional(),
  roles: z.array(
    z.object({ roleName: z.string(), orgId: z.string().optional(), groupId: z.string().optional() }),
  ),
});
export type ApiKey = z.output<typeof apiKey>;

/** Error codes for a key that does not exist: with status 400 as documented and observed, or with 404. */
export const keyNotFoundCodes = ["API_KEY_NOT_FOUND"] as const;

const target = (path: Readonly<Record<string, string>>) => `${path.apiKeyId} in organization ${path.orgId}`;

export const getOrgApiKey = endpoint({
  operation: "Read API key",
  method: "GET",
  path: "/orgs/{orgId}/apiKeys/{apiKeyId}",
  version: "2023-01-01",
  responseSchema: apiKey,
  requiredRole: "Organization Member",
  notFoundCodes: keyNotFoundCodes,
  target,
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

export const createOrgApiKey = endpoint({
  operation: "Create API key",
  method: "POST",
  path: "/orgs/{orgId}/apiKeys",
  version: "2023-01-01",
  responseSchema: apiKey.extend({ privateKey: z.string() }),
  requiredRole: "Organization Owner",
  target: (path) => `in organization ${path.orgId}`,
});

export const updateOrgApiKey = endpoint({
  operation: "Update API key",
  method: "PATCH",
  path: "/orgs/{orgId}/apiKeys/{apiKeyId}",
  version: "2023-01-01",
  responseSchema: apiKey,
  requiredRole: "Organization Owner",
  notFoundCodes: keyNotFoundCodes,
  target,
});

export const deleteOrgApiKey = endpoint({
  operation: "Delete API key",
  method: "DELETE",
  path: "/orgs/{orgId}/apiKeys/{apiKeyId}",
  version: "2023-01-01",
  requiredRole: "Organization Owner",
  notFoundCodes: keyNotFoundCodes,
  target,
});
