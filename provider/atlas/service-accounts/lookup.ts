import { fetchNew } from "../consistency-window";
import type { AtlasContext } from "../context";
import type { AccountSecret, ServiceAccount } from "../endpoints/service-accounts";
import { accountCreatedMs } from "../ids";
import { findObject, itemById } from "../object-lookup";
import { type AccountRef, accountPath, type Container, containerPath } from "./level";

/**
 * The account, or undefined when it does not exist, or has no role in the project of its level. The accounts of a container are
 * read by one list as soon as two are wanted: see `findObject`.
 * @param createdAt when the account was created, ISO 8601, if known: a new account may not be visible yet
 * @throws AtlasApiError when the account is missing, but too new to call it deleted
 */
export function findAccount(
  context: AtlasContext,
  ref: AccountRef,
  createdAt?: string,
): Promise<ServiceAccount | undefined> {
  const { get, list } = ref.level;
  const path = accountPath(ref);
  return findObject(context, { get, list, idPart: "clientId" }, path, () =>
    fetchNew(context, get, path, accountCreatedMs(ref.clientId, createdAt, context.now())),
  );
}

/** The account by its own GET, not from a cache; undefined when it does not exist. */
export function fetchAccount(context: AtlasContext, ref: AccountRef): Promise<ServiceAccount | undefined> {
  const path = accountPath(ref);
  return fetchNew(context, ref.level.get, path, accountCreatedMs(ref.clientId, undefined, context.now()));
}

/** The account by a list that serves a whole preview; undefined when it is not listed. */
export async function listedAccount(
  context: AtlasContext,
  ref: AccountRef,
): Promise<ServiceAccount | undefined> {
  return itemById(await listedAccounts(context, ref), ref.clientId);
}

/** All accounts of a container, from before the last write if they were read already. */
export function listedAccounts(
  context: AtlasContext,
  container: Container,
): Promise<readonly ServiceAccount[]> {
  return context.atlas.list(container.level.list, { path: containerPath(container), allowStale: true });
}

/**
 * One secret of an account, or undefined when it does not exist.
 * @param createdAt when the secret was created, ISO 8601, if known
 * @throws AtlasApiError when the secret is missing, but too new to call it deleted
 */
export async function findSecret(
  context: AtlasContext,
  ref: AccountRef,
  secretId: string,
  createdAt: string | undefined,
): Promise<AccountSecret | undefined> {
  const account = await findAccount(context, ref, createdAt);
  if (account === undefined) return undefined;
  const listed = account.secrets.find(({ id }) => id === secretId);
  if (listed !== undefined) return listed;
  const createdMs = createdAt === undefined ? 0 : Date.parse(createdAt);
  const fetched = await fetchNew(context, ref.level.get, accountPath(ref), createdMs, ({ secrets }) =>
    secrets.every(({ id }) => id !== secretId),
  );
  return fetched?.secrets.find(({ id }) => id === secretId);
}
