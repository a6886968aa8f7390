import { assertOwnPartsKept } from "../../atlas/api-keys/parts-lockout";
import { type FoundKey, KeyReconciler, managedEntries } from "../../atlas/api-keys/reconcile";
import { assignmentsOf, releaseProjectRoles } from "../../atlas/assignments";
import type { AtlasContext } from "../../atlas/context";
import { type ApiKey, getOrgApiKey } from "../../atlas/endpoints/org-api-keys";
import { findKey } from "../../atlas/key-lookup";
import type { UpdateRequest } from "../../core/definition";
import { PartialUpdateError } from "../../core/errors";
import { warnOfNewlyManaged } from "./newly-managed";
import type { OrgApiKeyInputs, OrgApiKeyState } from "./schema";

type KeyPath = Readonly<Record<"orgId" | "apiKeyId", string>>;
type Update = UpdateRequest<OrgApiKeyInputs, Partial<OrgApiKeyState>>;

/**
 * Updates a key, its project roles and its access list where they differ.
 * @throws PartialUpdateError when something was changed before a request failed
 */
export async function applyChanges(context: AtlasContext, path: KeyPath, update: Update): Promise<void> {
  const { inputs, state, changed } = update;
  const found = await foundKey(context, path, update);
  const wanted = changedParts(update);
  assertOwnPartsKept(context, "Update", { ...state, ...path }, found, wanted);
  warnOfNewlyManaged(context, { ...state, ...path }, found, wanted);
  if (changed.has("projectRoles") && inputs.projectRoles === undefined)
    releaseProjectRoles(context, path.apiKeyId);
  const reconciliation = new KeyReconciler(context, path, inputs, found);
  await reconciliation.run(changed).catch((error: unknown) => {
    throw reconciliation.changed ? toPartialUpdateError(path, state, reconciliation, error) : error;
  });
}

/** The changed inputs about project roles and the access list. */
function changedParts({ inputs, changed }: Update) {
  const { projectRoles, accessList, allowLockout } = inputs;
  return {
    ...(changed.has("projectRoles") && projectRoles !== undefined ? { projectRoles } : {}),
    ...(changed.has("accessList") && accessList !== undefined ? { accessList } : {}),
    ...(allowLockout === undefined ? {} : { allowLockout }),
  };
}

/** The parts of the key before the update: from the state where it has them, otherwise from Atlas. */
async function foundKey(context: AtlasContext, path: KeyPath, update: Update): Promise<FoundKey> {
  const { state } = update;
  const wanted = changedParts(update);
  const isNew = wanted.projectRoles !== undefined && state.projectRoles === undefined;
  return {
    publicKey: state.publicKey,
    description: state.description,
    roles: state.roles,
    projectRoles: isNew ? assignmentsOf(await presentKey(context, path)) : (state.projectRoles ?? {}),
    entries: await managedEntries(context, path, wanted),
  };
}

async function presentKey(context: AtlasContext, path: KeyPath): Promise<ApiKey> {
  const key = await findKey(context, path.orgId, path.apiKeyId);
  return key ?? (await context.atlas.call(getOrgApiKey, { path }));
}

function toPartialUpdateError(
  { orgId, apiKeyId }: KeyPath,
  state: Partial<OrgApiKeyState>,
  reconciliation: KeyReconciler,
  cause: unknown,
): PartialUpdateError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new PartialUpdateError(
    `${reason}. The completed steps on API key ${apiKeyId} are in the state; the next \`pulumi up\` does the rest`,
    `${orgId}/${apiKeyId}`,
    { ...state, ...reconciliation.state },
    [reason],
    { cause },
  );
}
