import { z } from "zod";
import { endpoint } from "../../atlas/endpoint";
import { apiKey, keyGone } from "../../atlas/keys";

export const createKey = endpoint({
  operation: "Create API key",
  method: "POST",
  path: "/orgs/{orgId}/apiKeys",
  version: "2023-01-01",
  reply: apiKey.extend({ privateKey: z.string() }),
  needs: "Organization Owner",
  target: (path) => `in organization ${path.orgId}`,
});

export const updateKey = endpoint({
  operation: "Update API key",
  method: "PATCH",
  path: "/orgs/{orgId}/apiKeys/{apiKeyId}",
  version: "2023-01-01",
  reply: apiKey,
  needs: "Organization Owner",
  gone: keyGone,
  target: (path) => `${path.apiKeyId} in organization ${path.orgId}`,
});

export const deleteKey = endpoint({
  operation: "Delete API key",
  method: "DELETE",
  path: "/orgs/{orgId}/apiKeys/{apiKeyId}",
  version: "2023-01-01",
  needs: "Organization Owner",
  gone: keyGone,
  target: (path) => `${path.apiKeyId} in organization ${path.orgId}`,
});
