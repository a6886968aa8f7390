import { areProjectRolesReleased, rolesLost } from "../../atlas/assignments";
import type { AtlasContext } from "../../atlas/context";
import { defineAtlasResource } from "../../atlas/define-resource";
import { unassignServiceAccount } from "../../atlas/endpoints/project-service-accounts";
import { AtlasApiError } from "../../atlas/errors";
import { existingAssignmentWarnings, otherRolesHint } from "../../atlas/existing-assignment";
import { projectRolesObject } from "../../atlas/objects";
import {
  type AccountAssignmentPath,
  assignAccount,
  fetchProjectRoles,
  isAlreadyAssigned,
  replaceAccountRoles,
  unassignAccount,
} from "../../atlas/service-accounts/assignments";
import { type AccountRef, projectLevel } from "../../atlas/service-accounts/level";
import { findAccount, listedAccount } from "../../atlas/service-accounts/lookup";
import { soleOrganizationId } from "../../atlas/sole-organization";
import { deepEqual } from "../../core/deep-equal";
import { RefusedError } from "../../core/errors";
import { identity } from "../../core/identity";
import { assertRolesKept, refuseLockout } from "./lockout";
import { type AccountAssignmentInputs, inputs, outputs } from "./schema";

export const serviceAccountProjectAssignment = defineAtlasResource({
  name: "ServiceAccountProjectAssignment",
  summary: "The complete set of roles that a service account of an organization has in one project.",
  inputs,
  outputs,
  identity: identity("projectId", "clientId"),
  traits: {
    noun: "assignment",
    requiredRoles: {
      read: projectLevel.get.requiredRole,
      change: projectLevel.update.requiredRole,
      delete: unassignServiceAccount.requiredRole,
    },
    recreation:
      "assigns the service account to the project again; if the account was deleted too, it assigns the new account",
  },
  guard: refuseLockout,

  managedObjects: ({ projectId, clientId }) => projectRolesObject(projectId, clientId),

  async previewWarnings(context, inputs) {
    if (inputs.adopt !== true) return [];
    const present = (await liveRoles(context, inputs)) ?? [];
    const removed = rolesLost({ present, wanted: inputs.roles });
    if (removed.length === 0) return [];
    assertRolesKept(context, inputs, present);
    return [`${assignmentName(inputs)}: adopting it takes ${removed.join(", ")} away`];
  },

  async preflight(context, inputs) {
    if (inputs.adopt === true) return [];
    const present = sortedRoles(await listedAccount(context, refOf(inputs)));
    if (present === undefined) return [];
    return existingAssignmentWarnings({
      name: assignmentName(inputs),
      present,
      wanted: inputs.roles,
      isReleased: areProjectRolesReleased(context, inputs.clientId),
    });
  },

  async create(context, inputs) {
    // Reads first when the assignment probably exists: an unchanged adoption then makes no write.
    const isExpected = inputs.adopt === true || areProjectRolesReleased(context, inputs.clientId);
    if (isExpected && (await takeOver(context, inputs))) return adoptedOutput(inputs);
    try {
      await assignAccount(context, pathOf(inputs), inputs.roles);
      return {};
    } catch (error) {
      if (!(error instanceof AtlasApiError) || !isAlreadyAssigned(error)) throw error;
      if (!(await takeOver(context, inputs, error))) throw error;
      return adoptedOutput(inputs);
    }
  },

  async read(context, path) {
    const roles = await liveRoles(context, path);
    return roles && { ...path, roles };
  },

  async update(context, path, { inputs }) {
    await replaceAccountRoles(context, path, inputs.roles);
  },

  async delete(context, path, state) {
    if (state.adopted === true && state.deleteOnDestroy !== true) {
      context.warn(
        `${assignmentName(path)}: it was adopted, so the account keeps ${state.roles?.join(", ")} there. To have a destroy remove them, apply deleteOnDestroy: true first`,
      );
      return;
    }
    try {
      await unassignAccount(context, path);
    } catch (error) {
      if (!(error instanceof AtlasApiError) || error.errorCode !== "GROUP_NOT_FOUND") throw error;
      if (!(await isKnownUnassigned(context, path))) throw error;
    }
  },
});

/** The roles there; undefined without any. Absence is only believed when the project can be read. */
async function liveRoles(context: AtlasContext, path: AccountAssignmentPath): Promise<string[] | undefined> {
  return sortedRoles(await findAccount(context, refOf(path)));
}

function sortedRoles(account: { readonly roles: readonly string[] } | undefined): string[] | undefined {
  const roles = [...new Set(account?.roles)].sort();
  return roles.length > 0 ? roles : undefined;
}

/**
 * Adopts an existing assignment. Equal roles need no request; other roles are replaced only with `adopt`.
 * @returns false when there is no assignment
 */
async function takeOver(
  context: AtlasContext,
  inputs: AccountAssignmentInputs,
  cause?: AtlasApiError,
): Promise<boolean> {
  const present = await liveRoles(context, inputs);
  if (present === undefined) return false;
  if (deepEqual(present, inputs.roles)) return true;
  if (inputs.adopt !== true) {
    throw new RefusedError(
      `Assign service account ${inputs.clientId} in project ${inputs.projectId}: it is assigned there already, with the roles ${present.join(
        ", ",
      )}. ${otherRolesHint(areProjectRolesReleased(context, inputs.clientId))}. To adopt it and replace its roles by ${inputs.roles.join(", ")}, set adopt: true; a destroy then leaves it`,
      { cause },
    );
  }
  assertRolesKept(context, inputs, present);
  await replaceAccountRoles(context, pathOf(inputs), inputs.roles);
  return true;
}

/**
 * `adopted` is true only with the input `adopt`. An existing assignment without it was created by this stack: under another
 * name, by a run whose response was lost, or before a replacement.
 */
function adoptedOutput({ adopt }: AccountAssignmentInputs): { adopted?: true } {
  return adopt === true ? { adopted: true } : {};
}

function assignmentName({ projectId, clientId }: AccountAssignmentPath): string {
  return `ServiceAccountProjectAssignment of service account ${clientId} in project ${projectId}`;
}

/**
 * True when the account surely has no role in a project that cannot be found. Only the account's own list of projects, in the
 * organization of these credentials, shows that.
 */
async function isKnownUnassigned(
  context: AtlasContext,
  { projectId, clientId }: AccountAssignmentPath,
): Promise<boolean> {
  const orgId = await soleOrganizationId(context);
  if (orgId === undefined) return false;
  return !(projectId in (await fetchProjectRoles(context, orgId, clientId)));
}

function pathOf({ projectId, clientId }: AccountAssignmentPath): AccountAssignmentPath {
  return { projectId, clientId };
}

function refOf({ projectId, clientId }: AccountAssignmentPath): AccountRef {
  return { level: projectLevel, containerId: projectId, clientId };
}
