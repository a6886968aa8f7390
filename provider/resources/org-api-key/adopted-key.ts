import { named } from "../../atlas/api-keys/content";
import type { AtlasContext } from "../../atlas/context";
import { type ApiKey, listOrgApiKeys } from "../../atlas/endpoints/org-api-keys";
import { duplicateReason } from "../../core/declared-objects";
import { deepEqual } from "../../core/deep-equal";
import type { PlannedChange } from "../../core/definition";
import { MissingError, RefusedError } from "../../core/errors";
import { hasUnknown, UNKNOWN } from "../../core/unknown";
import { managedObjects } from "./model";
import type { OrgApiKeyInputs, OrgApiKeyState } from "./schema";

/** The key that `adopt` names; declares it for this resource. Throws when another resource declares it. */
export async function declaredKey(context: AtlasContext, inputs: OrgApiKeyInputs): Promise<ApiKey> {
  const key = await referredKey(context, inputs);
  // Equal inputs with the same reference are resources of the same key.
  const urns = context.run.urnsOf("OrgApiKey", inputs);
  if (urns.length > 1) {
    throw new RefusedError(
      `OrgApiKey "${inputs.description}": ${urns.length} resources adopt API key ${key.id}: ${urns.join(", ")}. Remove all but one from the program`,
    );
  }
  const other = context.run.declare("OrgApiKey", inputs, managedObjects({ ...inputs, apiKeyId: key.id }));
  if (other !== undefined)
    throw new RefusedError(`OrgApiKey "${inputs.description}": ${duplicateReason(other)}`);
  return key;
}

/** Why `adopt` cannot name a key other than the managed one; undefined when it can. `adopt` is used only at creation. */
export function refuseOtherKey(
  change: PlannedChange<OrgApiKeyInputs, Partial<OrgApiKeyState>>,
): string | undefined {
  const { action, state } = change;
  const adopt = change.inputs?.adopt;
  if (action !== "update" || adopt === undefined || adopt === UNKNOWN) return undefined;
  // An unknown reference may name this key; the update checks it again.
  if (hasUnknown(adopt) || deepEqual(adopt, state.adopt)) return undefined;
  const { apiKeyId, publicKey, description } = adopt;
  const isItself =
    (apiKeyId !== undefined && apiKeyId === state.apiKeyId) ||
    (publicKey !== undefined && publicKey === state.publicKey) ||
    (description !== undefined && [state.description, change.inputs?.description].includes(description));
  if (isItself) return undefined;
  return (
    `Update ${named(state)}: this resource manages API key ${state.apiKeyId} (public key ${state.publicKey}), and adopt names another one ` +
    `(${referenceText(adopt)}); adopt is used only at creation. Leave adopt out, or declare a resource for the other key`
  );
}

async function referredKey(context: AtlasContext, inputs: OrgApiKeyInputs): Promise<ApiKey> {
  const { adopt, orgId } = inputs;
  const keys = await context.atlas.list(listOrgApiKeys, { path: { orgId }, allowStale: true });
  const found = keys.filter(
    (key) =>
      key.id === adopt?.apiKeyId || key.publicKey === adopt?.publicKey || key.desc === adopt?.description,
  );
  const reference = `${referenceText(adopt)} in organization ${orgId}`;
  const [key] = found;
  if (key === undefined) {
    throw new MissingError(
      `OrgApiKey "${inputs.description}": there is no API key with ${reference} to adopt. Check adopt, or leave it out to create a new key`,
    );
  }
  if (found.length === 1) return key;
  const candidates = found
    .map((candidate) => `${candidate.id} (public key ${candidate.publicKey})`)
    .join(", ");
  throw new RefusedError(
    `OrgApiKey "${inputs.description}": ${found.length} API keys have ${reference}: ${candidates}. Name the one to adopt by its apiKeyId`,
  );
}

function referenceText(adopt: OrgApiKeyInputs["adopt"]): string {
  return Object.entries(adopt ?? {})
    .map(([name, value]) => `${name} "${value}"`)
    .join();
}
