import type { FoundKey } from "../../atlas/api-keys/reconcile";
import { assignmentsOf, type ProjectRoles, releaseProjectRoles } from "../../atlas/assignments";
import type { AtlasContext } from "../../atlas/context";
import { listOrgApiKeys } from "../../atlas/endpoints/org-api-keys";
import { newlyManagedLoss } from "../../atlas/newly-managed";
import type { PlannedChange } from "../../core/definition";
import { hasUnknown } from "../../core/unknown";
import type { OrgApiKeyInputs, OrgApiKeyState } from "./schema";

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
  const key = keys.find(({ id }) => id === apiKeyId);
  const present = { projectRoles: key === undefined ? {} : assignmentsOf(key), entries: [] };
  const loss = newlyManagedLoss(present, state, { projectRoles: wanted as ProjectRoles });
  return loss === undefined ? [] : [lossText(state, loss)];
}

/** Warns in an update of roles and entries that become managed and are removed: no preview may have shown them. */
export function warnOfNewlyManaged(
  context: AtlasContext,
  state: Partial<OrgApiKeyState>,
  found: FoundKey,
  /** The changed parts. */
  wanted: Partial<Pick<OrgApiKeyInputs, "projectRoles" | "accessList">>,
): void {
  const loss = newlyManagedLoss(found, state, wanted);
  if (loss !== undefined) context.warn(lossText(state, loss));
}

function lossText({ description, apiKeyId }: Partial<OrgApiKeyState>, loss: string): string {
  return `OrgApiKey "${description}": API key ${apiKeyId} loses ${loss}`;
}
