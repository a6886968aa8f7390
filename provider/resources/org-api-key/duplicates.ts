import { isAmbiguous } from "../../atlas/ambiguous-responses";
import type { AtlasContext } from "../../atlas/context";
import { type ApiKey, listOrgApiKeys } from "../../atlas/endpoints/org-api-keys";
import { createdAt } from "../../atlas/ids";
import { aliasOption } from "../../core/declared-objects";
import { CreateUncertainError, RefusedError } from "../../core/errors";
import type { OrgApiKeyInputs } from "./schema";

/** Name of a key before its creation, for messages. */
export const subject = (inputs: Pick<OrgApiKeyInputs, "orgId" | "description">) =>
  `OrgApiKey "${inputs.description}" in organization ${inputs.orgId}`;

/** Where the private key of a new key is stored. */
export const destinationOf = (inputs: OrgApiKeyInputs) => ({
  ...inputs,
  operation: `Create ${subject(inputs)}`,
});

/**
 * Warns of existing keys with the same description before another one is created: after a crash, such a key may be an
 * orphaned one. Returns the ids of all existing keys. @throws RefusedError when the program refuses duplicates
 */
export async function warnOfDuplicates(
  context: AtlasContext,
  inputs: OrgApiKeyInputs,
): Promise<ReadonlySet<string>> {
  const keys = await listedKeys(context, inputs);
  const found = duplicatesText(context, inputs, keys);
  if (found !== undefined) {
    if (inputs.duplicates === "refuse") {
      throw new RefusedError(
        `${found}. Delete it in Atlas, choose another description, or leave out duplicates: "refuse"`,
      );
    }
    context.warn(
      // With `--replace` the engine calls no diff, so it is unknown which key is being replaced.
      `${found}. If this run replaces it, it is deleted at the end of the run. If an interrupted run left it behind, nobody has its private key: delete it in Atlas`,
    );
  }
  return new Set(keys.map((key) => key.id));
}

/** The same for a preview, where a renamed resource looks like a new one. */
export async function duplicateWarnings(
  context: AtlasContext,
  inputs: OrgApiKeyInputs,
): Promise<readonly string[]> {
  const found = duplicatesText(context, inputs, await listedKeys(context, inputs));
  if (found === undefined) return [];
  const then =
    inputs.duplicates === "refuse"
      ? '`pulumi up` will refuse to make another one, since duplicates is "refuse"'
      : "`pulumi up` makes another one, with a new private key";
  return [`${found}. ${then}. If a resource was renamed or moved, add ${aliasOption} to keep its key`];
}

function listedKeys(context: AtlasContext, { orgId }: OrgApiKeyInputs): Promise<readonly ApiKey[]> {
  return context.atlas.list(listOrgApiKeys, { path: { orgId }, allowStale: true });
}

/** The start of a message about the keys of the same description, without those that this run replaces; undefined without any. */
function duplicatesText(
  context: AtlasContext,
  inputs: OrgApiKeyInputs,
  keys: readonly ApiKey[],
): string | undefined {
  const duplicates = keys.filter(
    (key) => key.desc === inputs.description && context.run.planFor(idOf(inputs, key)) !== "replaced",
  );
  if (duplicates.length === 0) return undefined;
  const names = duplicates.map((key) => `${named(key)}${replacement(context, inputs, key)}`).join("; ");
  const [count, verb] =
    duplicates.length === 1 ? ["a key", "exists"] : [`${duplicates.length} keys`, "exist"];
  return `${subject(inputs)}: ${count} of this description already ${verb}: ${names}`;
}

function replacement(context: AtlasContext, inputs: OrgApiKeyInputs, key: ApiKey): string {
  return context.run.planFor(idOf(inputs, key)) !== undefined ? " (managed by this stack)" : "";
}

/**
 * The error for a create whose response was lost: it lists the keys that the create may have made. Any other error is
 * returned unchanged.
 */
export async function explainAmbiguousCreate(
  context: AtlasContext,
  inputs: OrgApiKeyInputs,
  before: ReadonlySet<string>,
  error: unknown,
): Promise<unknown> {
  if (!isAmbiguous(error)) return error;
  return new CreateUncertainError(`${error.message}. ${await describeNewKeys(context, inputs, before)}`, {
    cause: error,
  });
}

async function describeNewKeys(
  context: AtlasContext,
  inputs: OrgApiKeyInputs,
  before: ReadonlySet<string>,
): Promise<string> {
  const path = { orgId: inputs.orgId };
  try {
    const keys = await context.atlas.list(listOrgApiKeys, { path });
    const made = keys.filter((key) => key.desc === inputs.description && !before.has(key.id));
    if (made.length === 0)
      return "Atlas shows no new key of this description, so probably none was created; run it again";
    return `A key was probably created all the same, and nobody has its private key: ${made.map(named).join("; ")}. Delete it in Atlas and run it again`;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    return `It could not be checked whether a key was created (${reason}). Before you run it again, look in Atlas for a key of this description`;
  }
}

function named(key: ApiKey): string {
  const created = createdAt(key.id).toISOString().replace("T", " ").replace(".000Z", " UTC");
  return `${key.id}, public key ${key.publicKey}, created ${created}`;
}

function idOf(inputs: OrgApiKeyInputs, key: ApiKey): string {
  return `${inputs.orgId}/${key.id}`;
}
