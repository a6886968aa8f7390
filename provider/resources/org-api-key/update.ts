import { assignmentsOf, type ProjectRoles, releaseProjectRoles } from "../../atlas/assignments";
import type { AtlasContext } from "../../atlas/context";
import { type ApiKey, getOrgApiKey, listOrgApiKeys } from "../../atlas/endpoints/org-api-keys";
import { findKey } from "../../atlas/key-lookup";
import type { PlannedChange, UpdateRequest } from "../../core/definition";
import { PartialUpdateError } from "../../core/errors";
import { hasUnknown } from "../../core/unknown";
import { keepUsedParts, projectRolesGoing } from "./parts-lockout";
import { entriesGoing, type FoundKey, KeyReconciliation, managedEntries } from "./reconcile";
import type { OrgApiKeyInputs, OrgApiKeyState } from "./schema";

type KeyPath = Readonly<Record<"orgId" | "apiKeyId", string>>;
type Update = UpdateRequest<OrgApiKeyInputs, Partial<OrgApiKeyState>>;

/**
 * Sends what differs of a key, its project roles and its access list.
 * @throws PartialUpdateError when something was changed before a request failed
 */
export async function applyChanges(context: AtlasContext, path: KeyPath, update: Update): Promise<void> {
  const { inputs, state, changed } = update;
  const found = await foundKey(context, path, update);
  const wanted = changedParts(update);
  keepUsedParts(context, "Update", { ...state, ...path }, found, wanted);
  warnOfUnseen(context, path, update, found);
  if (changed.has("projectRoles") && inputs.projectRoles === undefined)
    releaseProjectRoles(context, path.apiKeyId);
  const reconciliation = new KeyReconciliation(context, path, inputs, found);
  await reconciliation.run(changed).catch((error: unknown) => {
    throw reconciliation.changed ? partlyDone(path, state, reconciliation, error) : error;
  });
}

/** Of project roles and access list, what is new in the program. */
function changedParts({ inputs, changed }: Update) {
  const { projectRoles, accessList, allowLockout } = inputs;
  return {
    ...(changed.has("projectRoles") && projectRoles !== undefined ? { projectRoles } : {}),
    ...(changed.has("accessList") && accessList !== undefined ? { accessList } : {}),
    ...(allowLockout === undefined ? {} : { allowLockout }),
  };
}

/** The state tells of the assignments that it manages; of what it does not manage yet, Atlas does. */
async function foundKey(context: AtlasContext, path: KeyPath, update: Update): Promise<FoundKey> {
  const { state } = update;
  const wanted = changedParts(update);
  const isNew = wanted.projectRoles !== undefined && state.projectRoles === undefined;
  return {
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

/** What a preview says of roles that no resource has declared until now: by the listing that serves all keys. */
export async function unseenWarnings(
  context: AtlasContext,
  { state, inputs, changed }: PlannedChange<OrgApiKeyInputs, Partial<OrgApiKeyState>>,
): Promise<readonly string[]> {
  const { orgId, apiKeyId } = state;
  const wanted = inputs?.projectRoles;
  const isNew = changed.has("projectRoles") && state.projectRoles === undefined;
  if (!isNew || wanted === undefined || hasUnknown(wanted) || orgId === undefined) return [];
  const keys = await context.atlas.list(listOrgApiKeys, { path: { orgId }, allowStale: true });
  const key = keys.find(({ id }) => id === apiKeyId);
  const going = key === undefined ? [] : projectRolesGoing(assignmentsOf(key), wanted as ProjectRoles);
  return going.length === 0 ? [] : [unseenText({ ...state, apiKeyId: apiKeyId ?? "" }, going)];
}

function unseenText({ description, apiKeyId }: Partial<OrgApiKeyState>, going: readonly string[]): string {
  return `OrgApiKey "${description}": API key ${apiKeyId} loses what the program did not declare until now: ${going.join("; ")}`;
}

/** What is managed from this run on may hold what no preview has shown. */
function warnOfUnseen(context: AtlasContext, path: KeyPath, update: Update, found: FoundKey): void {
  const { state } = update;
  const { projectRoles, accessList } = changedParts(update);
  const going = [
    ...(projectRoles === undefined || state.projectRoles !== undefined
      ? []
      : projectRolesGoing(found.projectRoles, projectRoles)),
    ...(accessList === undefined || state.accessList !== undefined
      ? []
      : entriesGoing(found, { accessList }).map(({ id }) => `${id} from its access list`)),
  ];
  if (going.length > 0) context.warn(unseenText({ ...state, ...path }, going));
}

function partlyDone(
  { orgId, apiKeyId }: KeyPath,
  state: Partial<OrgApiKeyState>,
  reconciliation: KeyReconciliation,
  cause: unknown,
): PartialUpdateError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new PartialUpdateError(
    `${reason}. What was done before on API key ${apiKeyId} is kept; the next \`pulumi up\` does the rest`,
    `${orgId}/${apiKeyId}`,
    { ...state, ...reconciliation.state },
    [reason],
    { cause },
  );
}
