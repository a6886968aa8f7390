import type { Entry } from "../../atlas/access-list/entry";
import { keepUsedEntries } from "../../atlas/access-list/lockout";
import { Course, type ListId, liveEntries, others } from "../../atlas/access-list/reconcile";
import { fetchKey } from "../../atlas/consistency-window";
import type { AtlasContext } from "../../atlas/context";
import { defineAtlasResource } from "../../atlas/define-resource";
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
  guard: refuseLockout,

  managedObjects: ({ apiKeyId }) => accessListObject(apiKeyId),

  async previewWarnings(context, inputs) {
    if (inputs.adopt !== true) return [];
    const going = others(await liveEntries(context, pathOf(inputs)), inputs.entries);
    if (going.length === 0) return [];
    const publicKey = await publicKeyOf(context, pathOf(inputs));
    keepUsedEntries(context, "Adopt", { ...inputs, publicKey }, going);
    return [`${subject(inputs)} (public key ${publicKey}): adopting it removes ${named(going)}`];
  },

  async create(context, inputs) {
    const path = pathOf(inputs);
    const publicKey = await publicKeyOf(context, path);
    const found = await liveEntries(context, path);
    const going = others(found, inputs.entries);
    if (going.length > 0 && inputs.adopt !== true) {
      throw new RefusedError(
        `Create access list of API key ${inputs.apiKeyId}: the key has other entries already: ${named(going)}. ` +
          "List them too, or set adopt: true to take the list over and remove them",
      );
    }
    keepUsedEntries(context, "Adopt", { ...inputs, publicKey }, going);
    const user = found.length === 0 ? context.keyConsumer(publicKey) : undefined;
    if (user !== undefined) {
      context.warn(
        `${subject(inputs)}: it is the key that ${user} uses, and its list was empty: from now on only ${inputs.entries.join(", ")} can use it`,
      );
    }
    const made = { publicKey, ...(inputs.adopt === true && found.length > 0 ? { adopted: true } : {}) };
    const course = new Course(context, path, found);
    await course.run(inputs.entries).catch((error: unknown) => {
      throw halfDone(inputs, made, course, error);
    });
    return made;
  },

  async read(context, path) {
    // A list is there as long as its key is, be it empty.
    const key = await findKey(context, path.orgId, path.apiKeyId);
    if (key === undefined) return undefined;
    const entries = (await liveEntries(context, path)).map((entry) => entry.id).sort();
    return { ...path, entries, publicKey: key.publicKey };
  },

  async update(context, path, { inputs, state }) {
    const found = await liveEntries(context, path);
    keepUsedEntries(
      context,
      "Update",
      { ...inputs, publicKey: state.publicKey },
      others(found, inputs.entries),
    );
    await new Course(context, path, found).run(inputs.entries);
  },

  async delete(context, path, state) {
    if (state.deleteOnDestroy !== true) {
      context.warn(
        `${subject(path)}: its entries stay until the key is deleted: ${state.entries?.join(", ")}. ` +
          "To have a destroy remove them, apply deleteOnDestroy: true first",
      );
      return;
    }
    const found = await unlessKeyGone(context, path);
    if (found === undefined) return;
    if (context.run.hasFailedCreates) {
      throw new RefusedError(
        `Delete access list of API key ${path.apiKeyId}: something else could not be created in this run, so the key may stay, and without its entries every address could use it. Nothing was removed; solve the other error and run it again`,
      );
    }
    // A list that lags behind may not show what was added: an entry that nobody knows any more must not stay.
    const stored = (state.entries ?? []).map((entry) => ({ id: entry, address: entry }));
    const all = [...found, ...stored.filter(({ id }) => found.every((entry) => entry.id !== id))];
    keepUsedEntries(context, "Delete", { ...path, ...state }, all);
    await new Course(context, path, all).run([]);
  },
});

const subject = (id: ListId) => `OrgApiKeyAccessList of API key ${id.apiKeyId} in organization ${id.orgId}`;

const named = (entries: readonly Entry[]) =>
  entries
    .map((entry) => entry.id)
    .sort()
    .join(", ");

function pathOf({ orgId, apiKeyId }: AccessListInputs): ListId {
  return { orgId, apiKeyId };
}

/** A key that was made a moment ago is in no listing that was asked for before, so it is asked for itself. */
async function publicKeyOf(context: AtlasContext, { orgId, apiKeyId }: ListId): Promise<string> {
  const key = await fetchKey(context, orgId, apiKeyId);
  if (key !== undefined) return key.publicKey;
  throw new MissingError(
    `${subject({ orgId, apiKeyId })}: there is no such key. Check apiKeyId, and that the key is in this organization`,
  );
}

/** A list that was changed before something failed is kept as it is then; the next `up` finishes it. */
function halfDone(
  inputs: AccessListInputs,
  made: { publicKey: string; adopted?: boolean },
  course: Course,
  cause: unknown,
): unknown {
  if (!course.changed) return cause;
  const reason = cause instanceof Error ? cause.message : String(cause);
  const entries = course.present.map((entry) => entry.id).sort();
  return new PartialCreateError(
    `${reason}. The list was changed in part and is kept; the next \`pulumi up\` finishes it`,
    `${inputs.orgId}/${inputs.apiKeyId}`,
    { ...inputs, ...made, entries },
    [reason],
    { cause },
  );
}

/** The entries as they are; undefined of a key that is gone, for they went with it. */
async function unlessKeyGone(context: AtlasContext, path: ListId): Promise<readonly Entry[] | undefined> {
  try {
    return await liveEntries(context, path);
  } catch (error) {
    if (error instanceof AtlasApiError && error.kind === "gone") return undefined;
    throw error;
  }
}
