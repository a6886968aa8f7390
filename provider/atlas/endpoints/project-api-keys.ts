import { endpoint } from "../endpoint";
import { apiKey, keyGone } from "../keys";

const target = (path: Readonly<Record<string, string>>) => `${path.apiKeyId} in project ${path.projectId}`;

/** Inserts only: a key that is in the project already is refused with API_KEY_ALREADY_IN_GROUP. */
export const assignKey = endpoint({
  operation: "Assign API key",
  method: "POST",
  path: "/groups/{projectId}/apiKeys/{apiKeyId}",
  version: "2023-01-01",
  needs: "Project Owner",
  atlasOnly: "Cloud Manager assigns by PATCH, which replaces what is there",
  gone: keyGone,
  target,
});

/** Replaces the key's roles in this project; would also change the key's description, which is never sent. */
export const updateAssignment = endpoint({
  operation: "Update roles of API key",
  method: "PATCH",
  path: "/groups/{projectId}/apiKeys/{apiKeyId}",
  version: "2023-01-01",
  reply: apiKey,
  needs: "Project Access Manager",
  gone: keyGone,
  target,
});

/**
 * The same request assigns a key that is not in the project: the one way of Cloud Manager (documented). Atlas has refused
 * that since July 2026, so that an assignment there is made by POST alone.
 */
export const assignReplacing = endpoint({ ...updateAssignment, operation: "Assign API key" });

/** Takes the key out of the project; the key itself stays in its organization. */
export const unassignKey = endpoint({
  operation: "Unassign API key",
  method: "DELETE",
  path: "/groups/{projectId}/apiKeys/{apiKeyId}",
  version: "2023-01-01",
  needs: "Project Access Manager",
  gone: keyGone,
  target,
});
