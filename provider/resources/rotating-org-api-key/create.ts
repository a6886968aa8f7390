import { isAmbiguous } from "../../atlas/ambiguous-responses";
import { toBody } from "../../atlas/api-keys/content";
import { deleteCreatedKey } from "../../atlas/api-keys/delete";
import { reasonOf, storeNewKey } from "../../atlas/api-keys/private-key";
import { createdKey, differingParts, KeyReconciler } from "../../atlas/api-keys/reconcile";
import type { AtlasContext } from "../../atlas/context";
import { type ApiKey, createOrgApiKey, listOrgApiKeys } from "../../atlas/endpoints/org-api-keys";
import { createdAt } from "../../atlas/ids";
import { parseDescription } from "../../atlas/rotation/marker";
import { dayMs, timeText } from "../../atlas/rotation/plan";
import { CreateUncertainError, PartialCreateError } from "../../core/errors";
import { markerOf } from "./align";
import { contentOf, currentOutputs, foundKey, keyText, subject } from "./model";
import type { RotatingInputs, RotatingOutputs } from "./schema";

/** Makes the first key of a rotation. */
export async function createFirstKey(
  context: AtlasContext,
  inputs: RotatingInputs,
): Promise<RotatingOutputs> {
  for (const text of await duplicateWarnings(context, inputs)) context.warn(text);
  const marker = { rotationId: randomId(), number: 1 };
  const operation = `Create ${subject(inputs)}`;
  const content = contentOf(inputs, marker);
  const { orgId } = inputs;
  const key = await context.atlas
    .call(createOrgApiKey, { path: { orgId }, body: toBody(content) })
    .catch(async (error: unknown) => {
      throw isAmbiguous(error)
        ? await withdrawn(context, orgId, (each) => markerOf(each, marker) !== undefined, error)
        : error;
    });
  const { id: apiKeyId, publicKey } = key;
  const stored = await storeNewKey(context, { ...inputs, operation }, key);
  const outputs: RotatingOutputs = {
    rotationId: marker.rotationId,
    ...currentOutputs({ apiKeyId, publicKey, ...stored }),
    currentNumber: 1,
    nextRotation: timeText(createdAt(apiKeyId).getTime() + inputs.rotateEveryDays * dayMs),
  };
  const path = { orgId, apiKeyId };
  const reconciliation = new KeyReconciler(context, path, content, createdKey(content));
  const missing = differingParts(content, foundKey(inputs, key, []));
  await reconciliation.run(missing).catch((error: unknown) => {
    const reason = reasonOf(error);
    throw new PartialCreateError(
      `${reason}. ${keyText({ apiKeyId, publicKey })} and the completed steps are in the state; the next \`pulumi up\` does the rest`,
      `${orgId}/${marker.rotationId}`,
      { ...inputs, ...outputs, ...reconciliation.state, description: inputs.description },
      [reason],
      { cause: error },
    );
  });
  return outputs;
}

/** 24 random hexadecimal digits. */
function randomId(): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(12))).toString("hex");
}

/**
 * Deletes the key that a create made whose response was lost: its marker is random, so no other run made it.
 * @returns the error of the create, with what became of the key
 */
async function withdrawn(
  context: AtlasContext,
  orgId: string,
  isOurs: (key: ApiKey) => boolean,
  error: Error,
): Promise<CreateUncertainError> {
  const said = async () => {
    const keys = await context.atlas.list(listOrgApiKeys, { path: { orgId } });
    const made = keys.find(isOurs);
    if (made === undefined) return "Atlas shows no new key with its marker, so probably none was created";
    await deleteCreatedKey(context, { orgId, apiKeyId: made.id });
    return `${keyText({ apiKeyId: made.id, publicKey: made.publicKey })} was created all the same, and was deleted again, since nobody has its private key`;
  };
  const end = await said().catch(
    (cause) =>
      `It could not be checked whether a key was created (${reasonOf(cause)}): look in Atlas for one with a rotation's marker and a new date`,
  );
  return new CreateUncertainError(`${error.message}. ${end}. Run it again`, { cause: error });
}

/**
 * Warnings about keys of the same description, with the marker of another rotation or without one: after an interrupted
 * create, such a key may be an orphaned one.
 */
export async function duplicateWarnings(
  context: AtlasContext,
  inputs: RotatingInputs,
): Promise<readonly string[]> {
  const { orgId } = inputs;
  const keys = await context.atlas.list(listOrgApiKeys, { path: { orgId }, allowStale: true });
  const found = keys.filter(({ desc, id }) => {
    const { description, marker } = parseDescription(desc);
    const known = [`${orgId}/${id}`, `${orgId}/${marker?.rotationId}`];
    return (
      description === inputs.description && known.every((each) => context.run.planFor(each) === undefined)
    );
  });
  if (found.length === 0) return [];
  const names = found.map(({ id, publicKey }) => keyText({ apiKeyId: id, publicKey })).join("; ");
  return [
    `${subject(inputs)}: a key of this description exists already: ${names}. If an interrupted run left it behind, nobody holds its private key: delete it in Atlas. ` +
      "If another resource of this program managed it, see docs/guides/rotation.md for how it becomes a rotating one",
  ];
}
