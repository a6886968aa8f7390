import { z } from "zod";
import { endpoint } from "../../atlas/endpoint";
import { apiKey, keyNotFoundCodes } from "../../atlas/keys";

export const createKey = endpoint({
  operation: "Create API key",
  method: "POST",
  path: "/orgs/{orgId}/apiKeys",
  version: "2023-01-01",
  responseSchema: apiKey.extend({ privateKey: z.string() }),
  requiredRole: "Organization Owner",
  target: (path) => `in organization ${path.orgId}`,
});

export const updateKey = endpoint({
  operation: "Update API key",
  method: "PATCH",
  path: "/orgs/{orgId}/apiKeys/{apiKeyId}",
  version: "2023-01-01",
  responseSchema: apiKey,
  requiredRole: "Organization Owner",
  notFoundCodes: keyNotFoundCodes,
  target: (path) => `${path.apiKeyId} in organization ${path.orgId}`,
});

export const deleteKey = endpoint({
  operation: "Delete API key",
  method: "DELETE",
  path: "/orgs/{orgId}/apiKeys/{apiKeyId}",
  version: "2023-01-01",
  requiredRole: "Organization Owner",
  notFoundCodes: keyNotFoundCodes,
  target: (path) => `${path.apiKeyId} in organization ${path.orgId}`,
});
