import type { Entry } from "../../atlas/access-list/entry";
import { type KeyContent, ownRoles } from "../../atlas/api-keys/content";
import type { FoundKey } from "../../atlas/api-keys/reconcile";
import { assignmentsOf } from "../../atlas/assignments";
import type { ApiKey } from "../../atlas/endpoints/org-api-keys";
import { createdAt } from "../../atlas/ids";
import { accessListObject, allProjectRolesObject, keyObject } from "../../atlas/objects";
import { type Marker, withMarker } from "../../atlas/rotation/marker";
import type { RotationTimes } from "../../atlas/rotation/plan";
import type { ManagedObject } from "../../core/declared-objects";
import type { Properties } from "../../core/definition";
import type { RotatingInputs, RotatingOutputs, RotatingState } from "./schema";

export type RotationPath = Readonly<Record<"orgId" | "rotationId", string>>;

/** One of the two keys of a rotation, as the state has it. */
export interface KeySlot {
  readonly apiKeyId: string;
  readonly publicKey: string;
  readonly privateKey?: string | undefined;
  readonly privateKeyFingerprint?: string | undefined;
}

export function currentSlot(state: Partial<RotatingState>): KeySlot | undefined {
  const { currentApiKeyId, currentPublicKey = "", currentPrivateKey, currentPrivateKeyFingerprint } = state;
  if (currentApiKeyId === undefined) return undefined;
  return {
    apiKeyId: currentApiKeyId,
    publicKey: currentPublicKey,
    privateKey: currentPrivateKey,
    privateKeyFingerprint: currentPrivateKeyFingerprint,
  };
}

export function previousSlot(state: Partial<RotatingState>): KeySlot | undefined {
  const {
    previousApiKeyId,
    previousPublicKey = "",
    previousPrivateKey,
    previousPrivateKeyFingerprint,
  } = state;
  if (previousApiKeyId === undefined) return undefined;
  return {
    apiKeyId: previousApiKeyId,
    publicKey: previousPublicKey,
    privateKey: previousPrivateKey,
    privateKeyFingerprint: previousPrivateKeyFingerprint,
  };
}

/** Both keys, the current one first. */
export function slotsOf(state: Partial<RotatingState>): readonly KeySlot[] {
  return [currentSlot(state), previousSlot(state)].filter((slot) => slot !== undefined);
}

export function currentOutputs(slot: KeySlot) {
  return {
    currentApiKeyId: slot.apiKeyId,
    currentPublicKey: slot.publicKey,
    currentPrivateKey: slot.privateKey,
    currentPrivateKeyFingerprint: slot.privateKeyFingerprint,
  };
}

/** Without a key, all are undefined, which removes them from the state. */
export function previousOutputs(slot: KeySlot | undefined, validUntil: string | undefined) {
  return {
    previousApiKeyId: slot?.apiKeyId,
    previousPublicKey: slot?.publicKey,
    previousPrivateKey: slot?.privateKey,
    previousPrivateKeyFingerprint: slot?.privateKeyFingerprint,
    previousValidUntil: slot === undefined ? undefined : validUntil,
  } satisfies Partial<RotatingOutputs>;
}

/** Name of the resource for messages: `RotatingOrgApiKey "CI" in organization 5f…`. */
export function subject({ orgId, description }: Partial<Pick<RotatingInputs, "orgId" | "description">>) {
  return `RotatingOrgApiKey "${description}" in organization ${orgId}`;
}

/** A key for messages: `API key 5f… (public key abcdefgh)`. */
export function keyText({ apiKeyId, publicKey }: Pick<KeySlot, "apiKeyId" | "publicKey">): string {
  return `API key ${apiKeyId} (public key ${publicKey})`;
}

/** What the inputs say about a key with this marker. */
export function contentOf(inputs: RotatingInputs, marker: Marker): KeyContent {
  const { description, roles, projectRoles, accessList } = inputs;
  return { description: withMarker(description, marker), roles, projectRoles, accessList };
}

/** The managed parts of a key as Atlas has it. */
export function foundKey(
  { orgId, roles }: Pick<RotatingInputs, "orgId" | "roles">,
  key: ApiKey,
  entries: readonly Entry[],
): FoundKey {
  return {
    publicKey: key.publicKey,
    description: key.desc,
    roles: ownRoles(orgId, key, roles),
    projectRoles: assignmentsOf(key),
    entries,
  };
}

export function timesOf(state: Partial<RotatingState>): RotationTimes {
  const { rotateEveryDays, overlapHours } = state;
  return {
    currentCreatedMs: createdAt(state.currentApiKeyId ?? "0").getTime(),
    nextRotation: state.nextRotation,
    previousValidUntil: state.previousValidUntil,
    schedule: {
      ...(rotateEveryDays === undefined ? {} : { rotateEveryDays }),
      ...(overlapHours === undefined ? {} : { overlapHours }),
    },
  };
}

/** Both keys, and their project roles and access lists if the inputs have them. */
export function managedObjects(values: Partial<RotatingState>): readonly ManagedObject[] {
  return slotsOf(values).flatMap(({ apiKeyId }) => [
    ...keyObject(apiKeyId),
    ...(values.projectRoles === undefined ? [] : allProjectRolesObject(apiKeyId)),
    ...(values.accessList === undefined ? [] : accessListObject(apiKeyId)),
  ]);
}

/** The state of a plain key, which becomes the current one. */
export function moveState(state: Properties): Properties {
  const { apiKeyId, publicKey, privateKey, privateKeyFingerprint, ...others } = state;
  if (apiKeyId === undefined || state.currentApiKeyId !== undefined) return state;
  return {
    ...others,
    currentApiKeyId: apiKeyId,
    currentPublicKey: publicKey,
    currentPrivateKey: privateKey,
    currentPrivateKeyFingerprint: privateKeyFingerprint,
  };
}
