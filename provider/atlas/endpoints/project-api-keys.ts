import { endpoint } from "../endpoint";
import { pageOf } from "../paging";
import { apiKey, keyNotFoundCodes } from "./org-api-keys";

const target = (path: Readonly<Record<string, string>>) => `${path.apiKeyId} in project ${path.projectId}`;

export const listProjectApiKeys = endpoint({
  operation: "List API keys",
  method: "GET",
  path: "/groups/{projectId}/apiKeys",
  version: "2023-01-01",
  responseSchema: pageOf(apiKey),
  requiredRole: "Project Read Only",
  target: (path) => `of project ${path.projectId}`,
});

/** Only for a key without roles in the project: otherwise Atlas responds with API_KEY_ALREADY_IN_GROUP. */
export const assignProjectApiKey = endpoint({
  operation: "Assign API key",
  method: "POST",
  path: "/groups/{projectId}/apiKeys/{apiKeyId}",
  version: "2023-01-01",
  requiredRole: "Project Owner",
  atlasOnly: "Cloud Manager assigns by PATCH, which replaces what is there",
  notFoundCodes: keyNotFoundCodes,
  target,
});

/** Replaces the key's roles in this project. The request could also change the key's description, which is never sent. */
export const updateProjectApiKeyRoles = endpoint({
  operation: "Update roles of API key",
  method: "PATCH",
  path: "/groups/{projectId}/apiKeys/{apiKeyId}",
  version: "2023-01-01",
  responseSchema: apiKey,
  requiredRole: "Project Access Manager",
  notFoundCodes: keyNotFoundCodes,
  target,
});

/**
 * The same request assigns a key that is not in the project yet. Cloud Manager documents it as the only way to assign a
 * key. Atlas has refused it since July 2026: there, only POST assigns a key.
 */
export const assignProjectApiKeyByUpdate = endpoint({
  ...updateProjectApiKeyRoles,
  operation: "Assign API key",
});

/** Unassigns the key from the project; the key stays in its organization. */
export const unassignProjectApiKey = endpoint({
  operation: "Unassign API key",
  method: "DELETE",
  path: "/groups/{projectId}/apiKeys/{apiKeyId}",
  version: "2023-01-01",
  requiredRole: "Project Access Manager",
  notFoundCodes: keyNotFoundCodes,
  target,
});
