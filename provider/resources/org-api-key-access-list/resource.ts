import type { Entry } from "../../atlas/access-list/entry";
import { keyAccessList, type ListId, liveEntries } from "../../atlas/access-list/key-list";
import { assertOwnEntriesKept } from "../../atlas/access-list/lockout";
import { AccessListReconciler, unlistedEntries } from "../../atlas/access-list/reconcile";
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
import { RefusedError } from "../../core/errors";
import { identity } from "../../core/identity";
import { adoptionWarnings, createList, subject } from "./creation";
import { refuseLockout } from "./lockout";
import { inputs, outputs } from "./schema";

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

  previewWarnings: adoptionWarnings,
  create: createList,

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

async function entryIds(context: AtlasContext, path: ListId): Promise<string[]> {
  return (await liveEntries(context, path)).map((entry) => entry.id).sort();
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
