import { accountObject, secretObject } from "../../atlas/objects";
import { hourMs, type RotationTimes } from "../../atlas/rotation/plan";
import { type AccountRef, accountText, organizationLevel } from "../../atlas/service-accounts/level";
import type { ManagedObject } from "../../core/declared-objects";
import type { InputProblem } from "../../core/errors";
import type { RotatingInputs, RotatingOutputs, RotatingState } from "./schema";

/** Documented: a new secret ends every older one within so many hours. */
const maxOverlapHours = 168;

/** One of the two secrets of a rotation, as the state has it. */
export interface SecretSlot {
  readonly secretId: string;
  readonly clientSecret?: string | undefined;
  readonly fingerprint?: string | undefined;
}

export function currentSlot(state: Partial<RotatingState>): SecretSlot | undefined {
  const { currentSecretId: secretId, currentClientSecret: clientSecret } = state;
  if (secretId === undefined) return undefined;
  return { secretId, clientSecret, fingerprint: state.currentClientSecretFingerprint };
}

export function previousSlot(state: Partial<RotatingState>): SecretSlot | undefined {
  const { previousSecretId: secretId, previousClientSecret: clientSecret } = state;
  if (secretId === undefined) return undefined;
  return { secretId, clientSecret, fingerprint: state.previousClientSecretFingerprint };
}

export function currentOutputs({ secretId, clientSecret, fingerprint }: SecretSlot) {
  return {
    currentSecretId: secretId,
    currentClientSecret: clientSecret,
    currentClientSecretFingerprint: fingerprint,
  };
}

/** Without a secret, all are undefined, which removes them from the state. */
export function previousOutputs(slot: SecretSlot | undefined, validUntil: string | undefined) {
  return {
    previousSecretId: slot?.secretId,
    previousClientSecret: slot?.clientSecret,
    previousClientSecretFingerprint: slot?.fingerprint,
    previousValidUntil: slot === undefined ? undefined : validUntil,
  } satisfies Partial<RotatingOutputs>;
}

export function refOf({ orgId = "", clientId = "" }: Partial<RotatingInputs>): AccountRef {
  return { level: organizationLevel, containerId: orgId, clientId };
}

/** Name of the resource for messages. */
export function subject(values: Partial<RotatingInputs>): string {
  return `RotatingServiceAccountSecret of ${accountText(refOf(values))}`;
}

export function timesOf(state: Partial<RotatingState>): RotationTimes {
  const { rotateEveryDays, overlapHours } = state;
  return {
    currentCreatedMs: Date.parse(state.currentCreatedAt ?? ""),
    nextRotation: state.nextRotation,
    previousValidUntil: state.previousValidUntil,
    schedule: {
      ...(rotateEveryDays === undefined ? {} : { rotateEveryDays }),
      ...(overlapHours === undefined ? {} : { overlapHours }),
    },
  };
}

/** The rotation itself, since an account has room for one, and its secrets. */
export function managedObjects(values: Partial<RotatingState>): readonly ManagedObject[] {
  const [account] = accountObject(values.clientId);
  const rotation =
    account === undefined ? [] : [{ name: `the rotating secret of ${account.name}`, partOf: account.name }];
  const ids = [values.currentSecretId, values.previousSecretId];
  return [...rotation, ...ids.flatMap((id) => secretObject(values.clientId, id))];
}

/** Problems of overlap and expiry, with the arithmetic. */
export function expiryProblems(inputs: RotatingInputs): readonly InputProblem[] {
  const { rotateEveryDays, overlapHours, expiresAfterHours } = inputs;
  const [periodHours, neededHours] = [rotateEveryDays * 24, rotateEveryDays * 24 + overlapHours];
  return [
    ...(overlapHours > maxOverlapHours
      ? [
          {
            field: "overlapHours",
            reason: `is ${overlapHours} hours, and Atlas ends a secret ${maxOverlapHours} hours (7 days) after the next one was made: use at most ${maxOverlapHours}`,
          },
        ]
      : []),
    ...(expiresAfterHours < neededHours
      ? [
          {
            field: "expiresAfterHours",
            reason:
              `is ${expiresAfterHours} hours, and a secret is current for ${periodHours} hours (${rotateEveryDays} days) and previous for ${overlapHours}: ` +
              `it would expire before its overlap ends. Use at least ${neededHours} hours, and more for runs that are late`,
          },
        ]
      : []),
  ];
}

/** True when the time from creation to expiry is that of the inputs, within a minute. */
export function hasLifetime(
  { createdAt, expiresAt }: { readonly createdAt: string; readonly expiresAt: string },
  { expiresAfterHours }: Pick<RotatingInputs, "expiresAfterHours">,
): boolean {
  return Math.abs(Date.parse(expiresAt) - Date.parse(createdAt) - expiresAfterHours * hourMs) <= 60_000;
}
