import { CreateUncertainError, MissingError } from "../../core/errors";
import { isAmbiguous } from "../ambiguous-responses";
import type { AtlasContext } from "../context";
import type { CreatedSecret } from "../endpoints/service-account-secrets";
import type { AccountSecret } from "../endpoints/service-accounts";
import { AtlasApiError } from "../errors";
import { secretName } from "../objects";
import { type AccountRef, accountPath, accountText } from "./level";
import { fetchAccount } from "./lookup";
import { oneAtATime, retriedWhenBusy } from "./one-at-a-time";
import { describeSecret } from "./secret-texts";
import { freeSlot, noSlotError } from "./slots";

/**
 * Makes a secret. Never at the same time as another one of the account, and never twice: after a lost response, the error names
 * the secret that was probably made.
 * @throws RefusedError when the account has no room for it; CreateUncertainError after a lost response
 */
export function createSecret(context: AtlasContext, ref: AccountRef, hours: number): Promise<CreatedSecret> {
  return oneAtATime(context, ref.clientId, async () => {
    const account = await fetchAccount(context, ref);
    if (account === undefined) {
      throw new MissingError(
        `Create secret of ${accountText(ref)}: there is no such service account. Check clientId, and that the account is there`,
      );
    }
    const before = await freeSlot(context, ref, account);
    warnOfUnmanaged(context, ref, before);
    return post(context, ref, hours).catch(async (error) => {
      throw await explained(context, ref, before, error);
    });
  });
}

function post(context: AtlasContext, ref: AccountRef, hours: number): Promise<CreatedSecret> {
  const body = { secretExpiresAfterHours: hours };
  return retriedWhenBusy(context, () =>
    context.atlas.call(ref.level.createSecret, { path: accountPath(ref), body }),
  );
}

/** A secret that no resource manages may be left from an interrupted run. */
function warnOfUnmanaged(context: AtlasContext, ref: AccountRef, secrets: readonly AccountSecret[]): void {
  const unmanaged = secrets.filter(({ id }) => !context.run.isManaged(secretName(ref.clientId, id)));
  if (unmanaged.length === 0) return;
  const named = unmanaged.map((secret) => describeSecret(context, ref.clientId, secret)).join("; ");
  context.warn(
    `Create secret of ${accountText(ref)}: the account has another secret: ${named}. It may be the initial one or another stack's; ` +
      "if an interrupted run left it behind, nobody holds its value: delete it in Atlas",
  );
}

/** The error with the secrets that are there now: those that a lost response made, or those that leave no room. */
async function explained(
  context: AtlasContext,
  ref: AccountRef,
  before: readonly AccountSecret[],
  error: unknown,
): Promise<unknown> {
  if (isAmbiguous(error)) {
    const found = await describeNew(context, ref, before);
    return new CreateUncertainError(`${error.message}. ${found}`, { cause: error });
  }
  if (!(error instanceof AtlasApiError) || error.problem.status !== 400) return error;
  const account = await fetchAccount(context, ref).catch(() => undefined);
  return account !== undefined && account.secrets.length > before.length && account.secrets.length >= 2
    ? noSlotError(context, ref, account.secrets, error)
    : error;
}

async function describeNew(
  context: AtlasContext,
  ref: AccountRef,
  before: readonly AccountSecret[],
): Promise<string> {
  try {
    const account = await fetchAccount(context, ref);
    const made = (account?.secrets ?? []).filter(({ id }) => before.every((other) => other.id !== id));
    if (made.length === 0)
      return "Atlas shows no new secret of the account, so probably none was created; run it again";
    const named = made.map((secret) => describeSecret(context, ref.clientId, secret)).join("; ");
    return `A secret was probably created all the same, and nobody has its value: ${named}. Delete it in Atlas and run it again`;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    return `It could not be checked whether a secret was created (${reason}). Before you run it again, look in Atlas for a secret of this account that was created just now`;
  }
}
