import type { AtlasContext } from "../../atlas/context";
import {
  assignKey,
  assignReplacing,
  unassignKey,
  updateAssignment,
} from "../../atlas/endpoints/project-api-keys";
import { findProjectRoles, listedProjectRoles, onlyOrganization } from "../../atlas/key-lookup";
import { getOrgApiKey } from "../../atlas/keys";
import { projectRolesObject } from "../../atlas/objects";
import { rolesIn } from "../../atlas/roles";
import { aliasOption } from "../../core/declared-objects";
import { defineResource } from "../../core/definition";
import { same } from "../../core/diff";
import { AtlasApiError, RefusedError } from "../../core/errors";
import { identity } from "../../core/identity";
import { keepOwnRoles } from "./lockout";
import { toAssignBody, toUpdateBody } from "./model";
import { type AssignmentInputs, inputs, outputs } from "./schema";

type AssignmentId = Readonly<Record<"projectId" | "apiKeyId", string>>;

export const projectApiKeyAssignment = defineResource<
  AtlasContext,
  typeof inputs,
  typeof outputs,
  "projectId" | "apiKeyId"
>({
  name: "ProjectApiKeyAssignment",
  summary: "The complete set of roles that an organization API key has in one project.",
  inputs,
  outputs,
  identity: identity("projectId", "apiKeyId"),

  objects: ({ projectId, apiKeyId }) => projectRolesObject(projectId, apiKeyId),

  async previewWarnings(context, inputs) {
    if (inputs.adopt !== true) return [];
    const present = (await findProjectRoles(context, inputs.projectId, inputs.apiKeyId)) ?? [];
    const going = rolesGoing(present, inputs);
    if (going.length === 0) return [];
    return [`${subject(inputs)}: adopting it takes ${going.join(", ")} away`];
  },

  async preflight(context, inputs) {
    if (inputs.adopt === true) return [];
    const present = await listedProjectRoles(context, inputs.projectId, inputs.apiKeyId);
    if (present === undefined) return [];
    const renamed = `If a resource was renamed or moved, add ${aliasOption}`;
    return same(present, inputs.roles)
      ? [`${subject(inputs)}: it exists already with these roles. ${renamed}`]
      : [
          `${subject(inputs)}: it exists already, with the roles ${present.join(", ")}, and \`pulumi up\` will refuse to replace them. ${renamed}; to take it over, set adopt: true`,
        ];
  },

  async create(context, inputs) {
    const inserts = context.api.lacks(assignKey) === undefined;
    // Who adopts expects it to be there: asking first keeps an unchanged takeover free of writing requests. Where
    // assigning replaces, only asking first keeps it from replacing unseen.
    if ((inputs.adopt === true || !inserts) && (await takeOver(context, inputs))) return taken(inputs);
    if (!inserts) {
      await context.atlas.call(assignReplacing, { path: pathOf(inputs), body: toUpdateBody(inputs) });
      return {};
    }
    try {
      await context.atlas.call(assignKey, { path: pathOf(inputs), body: toAssignBody(inputs) });
      return {};
    } catch (error) {
      if (!(error instanceof AtlasApiError) || error.errorCode !== "API_KEY_ALREADY_IN_GROUP") throw error;
      if (!(await takeOver(context, inputs, error))) throw error;
      return taken(inputs);
    }
  },

  async read(context, { projectId, apiKeyId }) {
    const roles = await findProjectRoles(context, projectId, apiKeyId);
    return roles && { projectId, apiKeyId, roles };
  },

  async update(context, path, { inputs, state }) {
    const going = rolesGoing(state.roles ?? [], inputs);
    await keepOwnRoles(context, { operation: "Update", ...path, going, allowLockout: inputs.allowLockout });
    await context.atlas.call(updateAssignment, { path, body: toUpdateBody(inputs) });
  },

  async delete(context, path, state) {
    if (state.adopted === true && state.deleteOnDestroy !== true) {
      context.warn(
        `${subject(path)}: it was adopted, so the key keeps ${state.roles?.join(", ")} there. To have a destroy remove them, apply deleteOnDestroy: true first`,
      );
      return;
    }
    const going = state.roles ?? [];
    await keepOwnRoles(context, { operation: "Delete", ...path, going, allowLockout: state.allowLockout });
    try {
      await context.atlas.remove(unassignKey, { path });
    } catch (error) {
      if (!(error instanceof AtlasApiError) || error.errorCode !== "GROUP_NOT_FOUND") throw error;
      if (!(await isKnownUnassigned(context, path))) throw error;
    }
  },
});

/**
 * Takes over the assignment that is there, and says whether there is one. The same roles need nothing; to replace
 * others must be asked for.
 */
async function takeOver(
  context: AtlasContext,
  inputs: AssignmentInputs,
  cause?: AtlasApiError,
): Promise<boolean> {
  const present = await findProjectRoles(context, inputs.projectId, inputs.apiKeyId);
  if (present === undefined) return false;
  if (same(present, inputs.roles)) return true;
  if (inputs.adopt !== true) {
    throw new RefusedError(
      `Assign API key ${inputs.apiKeyId} in project ${inputs.projectId}: it is assigned there already, with the roles ${present.join(
        ", ",
      )}. If a resource was renamed or moved, add ${aliasOption}. To take over what was made elsewhere and replace the roles by ${inputs.roles.join(", ")}, set adopt: true; destroying then leaves it`,
      { cause },
    );
  }
  const path = pathOf(inputs);
  const going = rolesGoing(present, inputs);
  await keepOwnRoles(context, { operation: "Adopt", ...path, going, allowLockout: inputs.allowLockout });
  await context.atlas.call(updateAssignment, { path, body: toUpdateBody(inputs) });
  return true;
}

/**
 * Adopted is what the program asked to take over. The same thing found without that was made here: under another name, by a
 * run whose response was lost, or before a replacement.
 */
function taken({ adopt }: AssignmentInputs): { adopted?: true } {
  return adopt === true ? { adopted: true } : {};
}

const subject = ({ projectId, apiKeyId }: AssignmentId) =>
  `ProjectApiKeyAssignment of API key ${apiKeyId} in project ${projectId}`;

function rolesGoing(present: readonly string[], { roles }: AssignmentInputs): string[] {
  return present.filter((role) => !roles.includes(role));
}

/**
 * Whether a key that could not be unassigned from a project that cannot be found is known to have no role in
 * it: only its own GET can tell, in the organization of these credentials.
 */
async function isKnownUnassigned(
  context: AtlasContext,
  { projectId, apiKeyId }: AssignmentId,
): Promise<boolean> {
  const orgId = await onlyOrganization(context);
  if (orgId === undefined) return false;
  const key = await context.atlas.find(getOrgApiKey, { path: { orgId, apiKeyId } });
  return key !== undefined && rolesIn(key.roles, "project", projectId).length === 0;
}

function pathOf({ projectId, apiKeyId }: AssignmentInputs): AssignmentId {
  return { projectId, apiKeyId };
}
