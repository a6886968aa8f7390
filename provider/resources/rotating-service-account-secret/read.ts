import type { AtlasContext } from "../../atlas/context";
import { findAccount } from "../../atlas/service-accounts/lookup";
import { isExpired } from "../../atlas/service-accounts/secret-texts";
import type { Properties } from "../../core/definition";
import { refOf } from "./model";
import type { RotatingOutputs, RotatingState } from "./schema";

/** Reads both secrets. Undefined when neither exists. */
export async function readRotation(
  context: AtlasContext,
  path: Readonly<Record<"orgId" | "clientId", string>>,
  state: Partial<RotatingState>,
): Promise<Properties | undefined> {
  const account = await findAccount(context, refOf(path), state.currentCreatedAt);
  const find = (id: string | undefined) => account?.secrets.find((secret) => secret.id === id);
  const newest = [...(account?.secrets ?? [])].sort((one, other) =>
    one.createdAt < other.createdAt ? 1 : -1,
  )[0];
  const isKnown = state.currentSecretId !== undefined;
  const [current, previous] = [isKnown ? find(state.currentSecretId) : newest, find(state.previousSecretId)];
  if (current === undefined && previous === undefined) return undefined;
  const isOver = current !== undefined && isExpired(context, current.expiresAt);
  const findings: NonNullable<RotatingOutputs["findings"]> = [
    ...(current === undefined ? (["current secret missing"] as const) : []),
    ...(isOver ? (["current secret expired"] as const) : []),
    ...(previous === undefined && state.previousSecretId !== undefined
      ? (["previous secret missing"] as const)
      : []),
  ];
  return {
    ...path,
    ...(state.expiresAfterHours === undefined ? {} : { expiresAfterHours: state.expiresAfterHours }),
    ...(isKnown || current === undefined
      ? {}
      : { currentSecretId: current.id, currentCreatedAt: current.createdAt }),
    currentExpiresAt: current?.expiresAt ?? state.currentExpiresAt,
    ...(findings.length > 0 ? { findings } : {}),
  };
}
