import { areProjectRolesReleased, replaceRoles } from "../../atlas/assignments";
import type { AtlasContext } from "../../atlas/context";
import type { AtlasApiError } from "../../atlas/errors";
import { otherRolesHint } from "../../atlas/existing-assignment";
import { findProjectRoles } from "../../atlas/project-roles-lookup";
import { deepEqual } from "../../core/deep-equal";
import { RefusedError } from "../../core/errors";
import { assertOwnRolesKept } from "./lockout";
import type { AssignmentInputs } from "./schema";

export type AssignmentId = Readonly<Record<"projectId" | "apiKeyId", string>>;

/**
 * Adopts an existing assignment. Equal roles need no request; other roles are replaced only with `adopt`.
 * @returns false when there is no assignment
 */
export async function takeOver(
  context: AtlasContext,
  inputs: AssignmentInputs,
  cause?: AtlasApiError,
): Promise<boolean> {
  const present = await findProjectRoles(context, inputs.projectId, inputs.apiKeyId);
  if (present === undefined) return false;
  if (deepEqual(present, inputs.roles)) return true;
  if (inputs.adopt !== true) {
    throw new RefusedError(
      `Assign API key ${inputs.apiKeyId} in project ${inputs.projectId}: it is assigned there already, with the roles ${present.join(
        ", ",
      )}. ${otherRolesHint(areProjectRolesReleased(context, inputs.apiKeyId))}. To adopt it and replace its roles by ${inputs.roles.join(", ")}, set adopt: true; a destroy then leaves it`,
      { cause },
    );
  }
  const path = pathOf(inputs);
  const removed = removedRoles(present, inputs);
  await assertOwnRolesKept(context, {
    operation: "Adopt",
    ...path,
    removed,
    allowLockout: inputs.allowLockout,
  });
  await replaceRoles(context, path, inputs.roles);
  return true;
}

/**
 * `adopted` is true only with the input `adopt`. An existing assignment without it was created by this stack: under another
 * name, by a run whose response was lost, or before a replacement.
 */
export function adoptedOutput({ adopt }: AssignmentInputs): { adopted?: true } {
  return adopt === true ? { adopted: true } : {};
}

export const assignmentName = ({ projectId, apiKeyId }: AssignmentId) =>
  `ProjectApiKeyAssignment of API key ${apiKeyId} in project ${projectId}`;

export function removedRoles(present: readonly string[], { roles }: AssignmentInputs): string[] {
  return present.filter((role) => !roles.includes(role));
}

export function pathOf({ projectId, apiKeyId }: AssignmentInputs): AssignmentId {
  return { projectId, apiKeyId };
}
