import { InvalidInputsError, RefusedError } from "../../core/errors";
import type { MemoKey } from "../../core/memo";
import type { AtlasContext } from "../context";
import type { AccountSecret, ServiceAccount } from "../endpoints/service-accounts";
import { secretName } from "../objects";
import { type AccountRef, accountPath, accountText } from "./level";
import { describeSecret, isExpired } from "./secret-texts";

/** Documented: an account has at most two secrets, expired ones included. */
const maxSecrets = 2;

/**
 * Makes room for a new secret: deletes expired secrets that the stack manages, the oldest first, as many as needed.
 * @throws RefusedError that names the secrets when there is no room
 */
export async function freeSlot(
  context: AtlasContext,
  ref: AccountRef,
  account: ServiceAccount,
): Promise<readonly AccountSecret[]> {
  const needed = account.secrets.length - maxSecrets + 1;
  if (needed <= 0) return account.secrets;
  const removable = account.secrets.filter((secret) => isRemovable(context, ref.clientId, secret));
  const removed = oldestFirst(removable).slice(0, needed);
  if (removed.length < needed) throw noSlotError(context, ref, account.secrets);
  for (const { id } of removed) {
    await context.atlas.remove(ref.level.deleteSecret, { path: { ...accountPath(ref), secretId: id } });
    context.info(
      `Secret ${id} of ${accountText(ref)}: it had expired, and was deleted to make room for a new one`,
    );
  }
  return account.secrets.filter((secret) => !removed.includes(secret));
}

/** Expired secrets hold a slot until they are deleted. Nothing can use them. */
function isRemovable(context: AtlasContext, clientId: string, { id, expiresAt }: AccountSecret): boolean {
  return isExpired(context, expiresAt) && context.run.isManaged(secretName(clientId, id));
}

function oldestFirst(secrets: readonly AccountSecret[]): readonly AccountSecret[] {
  return [...secrets].sort((one, other) => (one.createdAt < other.createdAt ? -1 : 1));
}

/** The error for an account without room, also when Atlas says so. */
export function noSlotError(
  context: AtlasContext,
  ref: AccountRef,
  secrets: readonly AccountSecret[],
  cause?: unknown,
): RefusedError {
  return new RefusedError(`Create secret of ${accountText(ref)}: ${noSlotText(context, ref, secrets)}`, {
    cause,
  });
}

function noSlotText(context: AtlasContext, ref: AccountRef, secrets: readonly AccountSecret[]): string {
  const named = secrets.map((secret) => describeSecret(context, ref.clientId, secret)).join(" and ");
  return (
    `the account has its ${maxSecrets} secrets already, and Atlas allows no more: ${named}. ` +
    "Delete the one that nothing uses, in Atlas or by removing its resource in an `up` of its own; to replace a secret of this program, add the option deleteBeforeReplace: true"
  );
}

/** URNs of the resources that make a secret in this run, by account; without a URN, a number. */
const newSecrets: MemoKey<Map<string, Set<string>>> = { name: "secrets that this run makes" };

/** A resource that is about to make a secret. */
export interface NewSecret {
  /** Type name of the resource. */
  readonly resource: string;
  /** Its possible URNs; empty where they are not known. */
  readonly urns: readonly string[];
  /** True for a secret that this run replaces. */
  isReplaced(secretId: string): boolean;
}

/** In a preview, before the request is sent. @throws InvalidInputsError when the account would have too many secrets */
export function assertRoom(
  context: AtlasContext,
  ref: AccountRef,
  account: ServiceAccount,
  { resource, urns, isReplaced }: NewSecret,
): void {
  const byAccount = context.run.memo.get(newSecrets, () => new Map());
  const planned = byAccount.get(ref.clientId) ?? new Set<string>();
  const own = urns.filter((urn) => !context.run.wasInState(urn));
  for (const urn of own.length > 0 ? own : ["a replacement"]) planned.add(urn);
  byAccount.set(ref.clientId, planned);
  const kept = account.secrets.filter(
    (secret) => !isReplaced(secret.id) && !isRemovable(context, ref.clientId, secret),
  );
  if (kept.length + planned.size <= maxSecrets) return;
  const reason =
    kept.length >= maxSecrets
      ? noSlotText(context, ref, kept)
      : `the program makes ${planned.size} secrets of one account, which would have ${kept.length + planned.size} then, and Atlas allows ${maxSecrets}. Remove one of them`;
  throw new InvalidInputsError(resource, [{ field: "clientId", reason }]);
}
