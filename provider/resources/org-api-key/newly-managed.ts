import { assignmentsOf, type ProjectRoles, releaseProjectRoles } from "../../atlas/assignments";
import type { AtlasContext } from "../../atlas/context";
import { listOrgApiKeys } from "../../atlas/endpoints/org-api-keys";
import { keyById } from "../../atlas/key-lookup";
import type { PlannedChange } from "../../core/definition";
import { hasUnknown } from "../../core/unknown";
import { removedProjectRoles } from "./parts-lockout";
import { type FoundKey, removedEntries } from "./reconcile";
import type { OrgApiKeyInputs, OrgApiKeyState } from "./schema";

/** What a key loses because its project roles or its access list become managed. */
interface UnlistedParts {
  readonly roles?: readonly string[];
  readonly entries?: readonly string[];
}

/**
 * Warnings in a preview about project roles that become managed and would be removed. Uses the list of all keys. Records that
 * the key stops managing its project roles, so that the preview of new assignments expects them to exist.
 */
export async function updatePreflight(
  context: AtlasContext,
  { state, inputs, changed }: PlannedChange<OrgApiKeyInputs, Partial<OrgApiKeyState>>,
): Promise<readonly string[]> {
  const { orgId, apiKeyId } = state;
  if (orgId === undefined || apiKeyId === undefined || !changed.has("projectRoles")) return [];
  const wanted = inputs?.projectRoles;
  if (wanted === undefined) releaseProjectRoles(context, apiKeyId);
  if (wanted === undefined || hasUnknown(wanted) || state.projectRoles !== undefined) return [];
  const keys = await context.atlas.list(listOrgApiKeys, { path: { orgId }, allowStale: true });
  const key = keyById(keys, apiKeyId);
  const roles = key === undefined ? [] : removedProjectRoles(assignmentsOf(key), wanted as ProjectRoles);
  return roles.length === 0 ? [] : [lossText(state, { roles })];
}

/** Warns in an update of roles and entries that become managed and are removed: no preview may have shown them. */
export function warnOfNewlyManaged(
  context: AtlasContext,
  state: Partial<OrgApiKeyState>,
  found: FoundKey,
  /** The changed parts. */
  { projectRoles, accessList }: Partial<Pick<OrgApiKeyInputs, "projectRoles" | "accessList">>,
): void {
  const roles =
    projectRoles === undefined || state.projectRoles !== undefined
      ? []
      : removedProjectRoles(found.projectRoles, projectRoles);
  const entries =
    state.accessList === undefined ? removedEntries(found, { accessList }).map(({ id }) => id) : [];
  if (roles.length + entries.length > 0) context.warn(lossText(state, { roles, entries: entries.sort() }));
}

function lossText(
  { description, apiKeyId }: Partial<OrgApiKeyState>,
  { roles = [], entries = [] }: UnlistedParts,
): string {
  const lost = [
    ...(roles.length === 0 ? [] : [`roles that projectRoles does not list: ${roles.join("; ")}`]),
    ...(entries.length === 0 ? [] : [`entries that accessList does not list: ${entries.join(", ")}`]),
  ];
  return `OrgApiKey "${description}": API key ${apiKeyId} loses ${lost.join(", and ")}`;
}
