import type { PlannedChange } from "../../core/definition";
import { MissingError, PartialCreateError, RefusedError } from "../../core/errors";
import type { ResourceTraits } from "../../core/resource-traits";
import { hasUnknown } from "../../core/unknown";
import type { Entry } from "../access-list/entry";
import { assertEntriesKept, entryRemovalRefusal } from "../access-list/lockout";
import { AccessListReconciler, unlistedEntries } from "../access-list/reconcile";
import type { AtlasContext } from "../context";
import { AtlasApiError } from "../errors";
import { accountAccessList } from "./access-list";
import { accountHolder } from "./account-lockout";
import { type AccountLevel, type AccountRef, accountPath, accountText } from "./level";
import { fetchAccount, findAccount } from "./lookup";

/** The inputs of a resource that is the access list of an account, at either level. */
export interface AccountListInputs {
  readonly clientId: string;
  readonly entries: readonly string[];
  readonly adopt?: boolean | undefined;
  readonly deleteOnDestroy?: boolean | undefined;
  readonly allowLockout?: boolean | undefined;
}

export type AccountListState = Partial<AccountListInputs & { readonly adopted?: boolean | undefined }>;

/** What doctor and drift need to know about the resource. Without any entry an account could be used from every address. */
export function listTraits({ listEntries, addEntries, removeEntry }: AccountLevel): ResourceTraits {
  return {
    noun: "access list",
    requiredRoles: {
      read: listEntries.requiredRole,
      change: addEntries.requiredRole,
      delete: removeEntry.requiredRole,
    },
    staysOnDestroy: true,
    recreation:
      "creates the entries again; if the account was deleted too, it creates them for the new account",
  };
}

/** Warnings of what adopting the list removes. */
export async function listAdoptionWarnings(
  context: AtlasContext,
  ref: AccountRef,
  inputs: AccountListInputs,
): Promise<readonly string[]> {
  if (inputs.adopt !== true) return [];
  const removed = unlistedEntries(await accountAccessList(context, ref).live(), inputs.entries);
  if (removed.length === 0) return [];
  assertKept(context, "Adopt", ref, inputs, removed);
  return [`Access list of ${accountText(ref)}: adopting it removes ${named(removed)}`];
}

/** Adds the entries; other entries are an error, or are removed with `adopt`. */
export async function createList(
  context: AtlasContext,
  ref: AccountRef,
  inputs: AccountListInputs,
): Promise<{ readonly adopted?: boolean | undefined }> {
  if ((await fetchAccount(context, ref)) === undefined) {
    throw new MissingError(
      `Create access list of ${accountText(ref)}: there is no such service account. Check clientId, and that the account is there`,
    );
  }
  const list = accountAccessList(context, ref);
  const found = await list.live();
  const removed = unlistedEntries(found, inputs.entries);
  if (removed.length > 0 && inputs.adopt !== true) {
    throw new RefusedError(
      `Create access list of ${accountText(ref)}: the account has other entries already: ${named(removed)}. ` +
        "List them too, or set adopt: true to adopt the list and remove them",
    );
  }
  assertKept(context, "Adopt", ref, inputs, removed);
  warnOfFirstEntries(context, ref, inputs, found);
  const created = inputs.adopt === true && found.length > 0 ? { adopted: true } : {};
  const reconciler = new AccessListReconciler(list, found);
  await reconciler.run(inputs.entries).catch((error: unknown) => {
    throw toPartialCreateError(ref, { ...inputs, ...created }, reconciler, error);
  });
  return created;
}

function warnOfFirstEntries(
  context: AtlasContext,
  ref: AccountRef,
  { entries }: AccountListInputs,
  found: readonly Entry[],
): void {
  const user = found.length === 0 ? context.accountConsumer(ref.clientId) : undefined;
  if (user === undefined) return;
  context.warn(
    `Create access list of ${accountText(ref)}: it is the account that ${user} uses, and its list was empty: now only ${entries.join(", ")} can use it`,
  );
}

/** The list; undefined when the account does not exist. An empty list exists too, as long as its account does. */
export async function readList(context: AtlasContext, ref: AccountRef) {
  if ((await findAccount(context, ref)) === undefined) return undefined;
  const entries = (await accountAccessList(context, ref).live()).map((entry) => entry.id).sort();
  return { ...accountPath(ref), entries };
}

export async function updateList(
  context: AtlasContext,
  ref: AccountRef,
  inputs: AccountListInputs,
): Promise<void> {
  const list = accountAccessList(context, ref);
  const found = await list.live();
  assertKept(context, "Update", ref, inputs, unlistedEntries(found, inputs.entries));
  await new AccessListReconciler(list, found).run(inputs.entries);
}

/** Removes all entries, with `deleteOnDestroy` only: without entries, every address may use the account. */
export async function deleteList(
  context: AtlasContext,
  ref: AccountRef,
  state: AccountListState,
): Promise<void> {
  if (state.deleteOnDestroy !== true) {
    context.warn(
      `Delete access list of ${accountText(ref)}: its entries stay until the account is deleted: ${state.entries?.join(", ")}. ` +
        "To have a destroy remove them, apply deleteOnDestroy: true first",
    );
    return;
  }
  const list = accountAccessList(context, ref);
  const found = await list.live().catch((error) => undefinedWhenGone(context, ref, error));
  if (found === undefined) return;
  if (context.run.hasFailedCreates) {
    throw new RefusedError(
      `Delete access list of ${accountText(ref)}: another resource could not be created in this run, so the account may remain, and without entries every address could use it. Nothing was removed; fix the other error and run it again`,
    );
  }
  // The list may not show an entry that was added a moment ago: the entries of the state are removed too.
  const stored = (state.entries ?? []).map((entry) => ({ id: entry, address: entry }));
  const all = [...found, ...stored.filter(({ id }) => found.every((entry) => entry.id !== id))];
  assertKept(context, "Delete", ref, state, all);
  await new AccessListReconciler(list, all).run([]);
}

/** Why entries cannot be removed from the list of an account in use; undefined when they can. */
export function refuseListChange(
  context: AtlasContext,
  { action, state, inputs, changed }: PlannedChange<AccountListInputs, AccountListState>,
): string | undefined {
  const { clientId, entries: present = [] } = state;
  const user = clientId === undefined ? undefined : context.accountConsumer(clientId);
  if (user === undefined) return undefined;
  const holder = accountHolder(clientId);
  if (action === "update") {
    const entries = inputs?.entries;
    if (!changed.has("entries") || !Array.isArray(entries) || hasUnknown(entries)) return undefined;
    if (inputs?.allowLockout === true) return undefined;
    const removed = present.filter((entry) => !entries.includes(entry));
    return entryRemovalRefusal(user, "Update", holder, removed);
  }
  if (state.deleteOnDestroy !== true || state.allowLockout === true) return undefined;
  return entryRemovalRefusal(user, action === "replace" ? "Replace" : "Delete", holder, present);
}

/** @throws RefusedError when an account in use would lose entries */
function assertKept(
  context: AtlasContext,
  operation: "Adopt" | "Update" | "Delete",
  { clientId }: AccountRef,
  { allowLockout }: AccountListState,
  removed: readonly Entry[],
): void {
  if (allowLockout === true) return;
  assertEntriesKept(context.accountConsumer(clientId), operation, accountHolder(clientId), removed);
}

/** The error for a create that failed after the list was changed: the state gets the present entries. */
function toPartialCreateError(
  ref: AccountRef,
  state: object,
  reconciler: AccessListReconciler,
  cause: unknown,
): unknown {
  if (!reconciler.changed) return cause;
  const reason = cause instanceof Error ? cause.message : String(cause);
  const entries = reconciler.present.map((entry) => entry.id).sort();
  return new PartialCreateError(
    `${reason}. The list was changed in part and is in the state; the next \`pulumi up\` completes it`,
    `${ref.containerId}/${ref.clientId}`,
    { ...state, ...accountPath(ref), entries },
    [reason],
    { cause },
  );
}

/** Undefined when the account does not exist, since its entries were deleted with it. Its own GET decides. */
async function undefinedWhenGone(context: AtlasContext, ref: AccountRef, error: unknown): Promise<undefined> {
  const isGone = error instanceof AtlasApiError && error.kind === "gone";
  if (isGone && (await fetchAccount(context, ref)) === undefined) return undefined;
  throw error;
}

function named(entries: readonly Entry[]): string {
  return entries
    .map((entry) => entry.id)
    .sort()
    .join(", ");
}
