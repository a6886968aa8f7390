import type { Entry } from "../../atlas/access-list/entry";
import { entriesToAdopt, keyAccessList, type ListId, liveEntries } from "../../atlas/access-list/key-list";
import { assertOwnEntriesKept } from "../../atlas/access-list/lockout";
import { AccessListReconciler, unlistedEntries } from "../../atlas/access-list/reconcile";
import { fetchKey } from "../../atlas/consistency-window";
import type { AtlasContext } from "../../atlas/context";
import { MissingError, PartialCreateError, RefusedError } from "../../core/errors";
import type { AccessListInputs } from "./schema";

/** A warning about the entries that adopting the list removes. */
export async function adoptionWarnings(
  context: AtlasContext,
  inputs: AccessListInputs,
): Promise<readonly string[]> {
  if (inputs.adopt !== true) return [];
  const removed = unlistedEntries(await entriesToAdopt(context, pathOf(inputs)), inputs.entries);
  if (removed.length === 0) return [];
  const publicKey = await publicKeyOf(context, pathOf(inputs));
  assertOwnEntriesKept(context, "Adopt", { ...inputs, publicKey }, removed);
  return [`${subject(inputs)} (public key ${publicKey}): adopting it removes ${named(removed)}`];
}

/** Creates the list, or adopts an existing one. */
export async function createList(
  context: AtlasContext,
  inputs: AccessListInputs,
): Promise<{ publicKey: string; adopted?: boolean }> {
  const path = pathOf(inputs);
  const publicKey = await publicKeyOf(context, path);
  const read = inputs.adopt === true ? entriesToAdopt : liveEntries;
  const found = await read(context, path);
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
}

/** The list of a key, for messages. */
export const subject = (id: ListId) =>
  `OrgApiKeyAccessList of API key ${id.apiKeyId} in organization ${id.orgId}`;

const named = (entries: readonly Entry[]) =>
  entries
    .map((entry) => entry.id)
    .sort()
    .join(", ");

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
