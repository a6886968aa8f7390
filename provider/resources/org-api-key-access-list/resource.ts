import type { Entry } from "../../atlas/access-list/entry";
import { keyAccessList, type ListId, liveEntries } from "../../atlas/access-list/key-list";
import { assertOwnEntriesKept } from "../../atlas/access-list/lockout";
import { AccessListReconciler, unlistedEntries } from "../../atlas/access-list/reconcile";
import { fetchKey } from "../../atlas/consistency-window";
import type { AtlasContext } from "../../atlas/context";
import { defineAtlasResource } from "../../atlas/define-resource";
import {
  addApiKeyAccessEntries,
  listApiKeyAccessEntries,
  removeApiKeyAccessEntry,
} from "../../atlas/endpoints/api-key-access-lists";
import { AtlasApiError } from "../../atlas/errors";
import { findKey } from "../../atlas/key-lookup";
import { accessListObject } from "../../atlas/objects";
import { MissingError, PartialCreateError, RefusedError } from "../../core/errors";
import { identity } from "../../core/identity";
import { refuseLockout } from "./lockout";
import { type AccessListInputs, inputs, outputs } from "./schema";

export const orgApiKeyAccessList = defineAtlasResource({
  name: "OrgApiKeyAccessList",
  summary: "The complete set of addresses and CIDR blocks from which one organization API key may be used.",
  inputs,
  outputs,
  identity: identity("orgId", "apiKeyId"),
  traits: {
    noun: "access list",
    requiredRoles: {
      read: listApiKeyAccessEntries.requiredRole,
      change: addApiKeyAccessEntries.requiredRole,
      delete: removeApiKeyAccessEntry.requiredRole,
    },
    ownObjectPermitted: true,
    // Without any entry a key could be used from every address.
    staysOnDestroy: true,
    recreation: "creates the entries again; if the key was deleted too, it creates them for the new key",
  },
  guard: refuseLockout,

  managedObjects: ({ apiKeyId }) => accessListObject(apiKeyId),

  async previewWarnings(context, inputs) {
    if (inputs.adopt !== true) return [];
    const removed = unlistedEntries(await liveEntries(context, pathOf(inputs)), inputs.entries);
    if (removed.length === 0) return [];
    const publicKey = await publicKeyOf(context, pathOf(inputs));
    assertOwnEntriesKept(context, "Adopt", { ...inputs, publicKey }, removed);
    return [`${subject(inputs)} (public key ${publicKey}): adopting it removes ${named(removed)}`];
  },

  async create(context, inputs) {
    const path = pathOf(inputs);
    const publicKey = await publicKeyOf(context, path);
    const found = await liveEntries(context, path);
    const removed = unlistedEntries(found, inputs.entries);
    if (removed.length > 0 && inputs.adopt !== true) {
      throw new RefusedError(
        `Create access list of API key ${inputs.apiKeyId}: the key has other entries already: ${named(removed)}. ` +
          "List them too, or set adopt: true to adopt the list and remove them",
      );
    }
    assertOwnEntriesKept(context, "Adopt", { ...inputs, publicKey }, removed);
    const user = found.length === 0 ? context.keyConsumer(publicKey) : undefined;
    if (user !== undefined) {
      context.warn(
        `${subject(inputs)}: it is the key that ${user} uses, and its list was empty: now only ${inputs.entries.join(", ")} can use it`,
      );
    }
    const created = { publicKey, ...(inputs.adopt === true && found.length > 0 ? { adopted: true } : {}) };
    const reconciler = new AccessListReconciler(keyAccessList(context, path), found);
    await reconciler.run(inputs.entries).catch((error: unknown) => {
      throw toPartialCreateError(inputs, created, reconciler, error);
    });
    return created;
  },

  async read(context, path) {
    // An empty list exists too, as long as its key exists.
    const key = await findKey(context, path.orgId, path.apiKeyId);
    if (key === undefined) return undefined;
    return { ...path, entries: await entryIds(context, path), publicKey: key.publicKey };
  },

  async update(context, path, { inputs, state }) {
    const found = await liveEntries(context, path);
    assertOwnEntriesKept(
      context,
      "Update",
      { ...inputs, publicKey: state.publicKey },
      unlistedEntries(found, inputs.entries),
    );
    await new AccessListReconciler(keyAccessList(context, path), found).run(inputs.entries);
  },

  async delete(context, path, state) {
    if (state.deleteOnDestroy !== true) {
      context.warn(
        `${subject(path)}: its entries stay until the key is deleted: ${state.entries?.join(", ")}. ` +
          "To have a destroy remove them, apply deleteOnDestroy: true first",
      );
      return;
    }
    const found = await entriesIfKeyExists(context, path);
    if (found === undefined) return;
    if (context.run.hasFailedCreates) {
      throw new RefusedError(
        `Delete access list of API key ${path.apiKeyId}: another resource could not be created in this run, so the key may remain, and without entries every address could use it. Nothing was removed; fix the other error and run it again`,
      );
    }
    // The list may not show an entry that was added a moment ago: the entries of the state are removed too.
    const stored = (state.entries ?? []).map((entry) => ({ id: entry, address: entry }));
    const all = [...found, ...stored.filter(({ id }) => found.every((entry) => entry.id !== id))];
    assertOwnEntriesKept(context, "Delete", { ...path, ...state }, all);
    await new AccessListReconciler(keyAccessList(context, path), all).run([]);
  },
});

const subject = (id: ListId) => `OrgApiKeyAccessList of API key ${id.apiKeyId} in organization ${id.orgId}`;

const named = (entries: readonly Entry[]) =>
  entries
    .map((entry) => entry.id)
    .sort()
    .join(", ");

async function entryIds(context: AtlasContext, path: ListId): Promise<string[]> {
  return (await liveEntries(context, path)).map((entry) => entry.id).sort();
}

function pathOf({ orgId, apiKeyId }: AccessListInputs): ListId {
  return { orgId, apiKeyId };
}

/** By the key's own GET: an earlier list does not contain a new key. */
async function publicKeyOf(context: AtlasContext, { orgId, apiKeyId }: ListId): Promise<string> {
  const key = await fetchKey(context, orgId, apiKeyId);
  if (key !== undefined) return key.publicKey;
  throw new MissingError(
    `${subject({ orgId, apiKeyId })}: there is no such key. Check apiKeyId, and that the key is in this organization`,
  );
}

/** The error for a create that failed after the list was changed: the state gets the present entries. */
function toPartialCreateError(
  inputs: AccessListInputs,
  created: { publicKey: string; adopted?: boolean },
  reconciler: AccessListReconciler,
  cause: unknown,
): unknown {
  if (!reconciler.changed) return cause;
  const reason = cause instanceof Error ? cause.message : String(cause);
  const entries = reconciler.present.map((entry) => entry.id).sort();
  return new PartialCreateError(
    `${reason}. The list was changed in part and is in the state; the next \`pulumi up\` completes it`,
    `${inputs.orgId}/${inputs.apiKeyId}`,
    { ...inputs, ...created, entries },
    [reason],
    { cause },
  );
}

/** The present entries; undefined when the key does not exist, since its entries were deleted with it. */
async function entriesIfKeyExists(
  context: AtlasContext,
  path: ListId,
): Promise<readonly Entry[] | undefined> {
  try {
    return await liveEntries(context, path);
  } catch (error) {
    if (error instanceof AtlasApiError && error.kind === "gone") return undefined;
    throw error;
  }
}
