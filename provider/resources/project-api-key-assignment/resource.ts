import { areProjectRolesReleased, assign, replaceRoles, unassign } from "../../atlas/assignments";
import type { AtlasContext } from "../../atlas/context";
import { defineAtlasResource } from "../../atlas/define-resource";
import { getOrgApiKey, listOrgApiKeys } from "../../atlas/endpoints/org-api-keys";
import {
  assignProjectApiKey,
  unassignProjectApiKey,
  updateProjectApiKeyRoles,
} from "../../atlas/endpoints/project-api-keys";
import { AtlasApiError } from "../../atlas/errors";
import { existingAssignmentWarnings } from "../../atlas/existing-assignment";
import { projectRolesObject } from "../../atlas/objects";
import { findProjectRoles, listedProjectRoles } from "../../atlas/project-roles-lookup";
import { rolesIn } from "../../atlas/roles";
import { soleOrganizationId } from "../../atlas/sole-organization";
import { identity } from "../../core/identity";
import { type AssignmentId, adoptedOutput, assignmentName, pathOf, removedRoles, takeOver } from "./adoption";
import { assertOwnRolesKept } from "./lockout";
import { inputs, outputs } from "./schema";

export const projectApiKeyAssignment = defineAtlasResource({
  name: "ProjectApiKeyAssignment",
  summary: "The complete set of roles that an organization API key has in one project.",
  inputs,
  outputs,
  identity: identity("projectId", "apiKeyId"),
  traits: {
    noun: "assignment",
    requiredRoles: {
      read: listOrgApiKeys.requiredRole,
      change: updateProjectApiKeyRoles.requiredRole,
      delete: unassignProjectApiKey.requiredRole,
    },
    recreation: "assigns the key to the project again; if the key was deleted too, it assigns the new key",
  },

  managedObjects: ({ projectId, apiKeyId }) => projectRolesObject(projectId, apiKeyId),

  async previewWarnings(context, inputs) {
    if (inputs.adopt !== true) return [];
    const present = (await findProjectRoles(context, inputs.projectId, inputs.apiKeyId)) ?? [];
    const removed = removedRoles(present, inputs);
    if (removed.length === 0) return [];
    return [`${assignmentName(inputs)}: adopting it takes ${removed.join(", ")} away`];
  },

  async preflight(context, inputs) {
    if (inputs.adopt === true) return [];
    const present = await listedProjectRoles(context, inputs.projectId, inputs.apiKeyId);
    if (present === undefined) return [];
    return existingAssignmentWarnings({
      name: assignmentName(inputs),
      present,
      wanted: inputs.roles,
      isReleased: areProjectRolesReleased(context, inputs.apiKeyId),
    });
  },

  async create(context, inputs) {
    const inserts = context.api.unsupportedReason(assignProjectApiKey) === undefined;
    // Reads first when the assignment probably exists: with `adopt`, or when another resource has just released the key's project
    // roles. An unchanged adoption then makes no write. Reads first too where an assign would replace existing roles.
    const isExpected = inputs.adopt === true || areProjectRolesReleased(context, inputs.apiKeyId);
    if ((isExpected || !inserts) && (await takeOver(context, inputs))) return adoptedOutput(inputs);
    try {
      await assign(context, pathOf(inputs), inputs.roles);
      return {};
    } catch (error) {
      if (!(error instanceof AtlasApiError) || error.errorCode !== "API_KEY_ALREADY_IN_GROUP") throw error;
      if (!(await takeOver(context, inputs, error))) throw error;
      return adoptedOutput(inputs);
    }
  },

  async read(context, { projectId, apiKeyId }) {
    const roles = await findProjectRoles(context, projectId, apiKeyId);
    return roles && { projectId, apiKeyId, roles };
  },

  async update(context, path, { inputs, state }) {
    const removed = removedRoles(state.roles ?? [], inputs);
    await assertOwnRolesKept(context, {
      operation: "Update",
      ...path,
      removed,
      allowLockout: inputs.allowLockout,
    });
    await replaceRoles(context, path, inputs.roles);
  },

  async delete(context, path, state) {
    if (state.adopted === true && state.deleteOnDestroy !== true) {
      context.warn(
        `${assignmentName(path)}: it was adopted, so the key keeps ${state.roles?.join(", ")} there. To have a destroy remove them, apply deleteOnDestroy: true first`,
      );
      return;
    }
    const removed = state.roles ?? [];
    await assertOwnRolesKept(context, {
      operation: "Delete",
      ...path,
      removed,
      allowLockout: state.allowLockout,
    });
    try {
      await unassign(context, path);
    } catch (error) {
      if (!(error instanceof AtlasApiError) || error.errorCode !== "GROUP_NOT_FOUND") throw error;
      if (!(await isKnownUnassigned(context, path))) throw error;
    }
  },
});

/**
 * True when the key surely has no role in a project that cannot be found. Only the key's own GET, in the organization of these
 * credentials, shows that.
 */
async function isKnownUnassigned(
  context: AtlasContext,
  { projectId, apiKeyId }: AssignmentId,
): Promise<boolean> {
  const orgId = await soleOrganizationId(context);
  if (orgId === undefined) return false;
  const key = await context.atlas.find(getOrgApiKey, { path: { orgId, apiKeyId } });
  return key !== undefined && rolesIn(key.roles, "project", projectId).length === 0;
}
