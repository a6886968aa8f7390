import { CreateUncertainError } from "../../core/errors";
import type { MemoKey } from "../../core/memo";
import { isAmbiguous } from "../ambiguous-responses";
import type { AtlasContext } from "../context";
import type { CreatedServiceAccount } from "../endpoints/service-accounts";
import { AtlasApiError } from "../errors";
import { deleteSecret } from "./delete-secret";
import { describeAccount } from "./duplicates";
import { type Container, containerName, containerPath } from "./level";
import { timeText } from "./secret-texts";

/** What a new account is made of, at either level. */
export interface NewAccount {
  readonly name: string;
  readonly description: string;
  readonly roles: readonly string[];
  readonly initialSecret?: { readonly expiresAfterHours: number } | undefined;
}

/** Set once Atlas has refused to make an account without a secret. */
const withoutSecretRefused: MemoKey<{ value: boolean }> = { name: "accounts without a secret are refused" };

/** Atlas's minimum, for a secret that is deleted at once. */
const shortestHours = 8;

/**
 * Makes an account, with the initial secret that the inputs want or without one. Where Atlas makes no account without a secret,
 * the first secret is deleted at once.
 * @param before ids of the accounts that existed before, for the error after a lost response
 */
export async function createAccount(
  context: AtlasContext,
  container: Container,
  account: NewAccount,
  before: ReadonlySet<string>,
): Promise<CreatedServiceAccount> {
  try {
    const hours = account.initialSecret?.expiresAfterHours;
    return hours === undefined
      ? await createWithoutSecret(context, container, account)
      : await post(context, container, account, { secretExpiresAfterHours: hours });
  } catch (error) {
    throw await explained(context, container, account, before, error);
  }
}

function post(
  context: AtlasContext,
  container: Container,
  { name, description, roles }: NewAccount,
  secret: object,
): Promise<CreatedServiceAccount> {
  const body = { name, description, roles, ...secret };
  return context.atlas.call(container.level.create, { path: containerPath(container), body });
}

async function createWithoutSecret(
  context: AtlasContext,
  container: Container,
  account: NewAccount,
): Promise<CreatedServiceAccount> {
  const refused = context.run.memo.get(withoutSecretRefused, () => ({ value: false }));
  if (!refused.value) {
    try {
      return await post(context, container, account, { withoutInitialSecret: true });
    } catch (error) {
      if (!isUnknownField(error)) throw error;
      refused.value = true;
    }
  }
  const made = await post(context, container, account, { secretExpiresAfterHours: shortestHours });
  await deleteInitialSecret(context, container, made);
  return { ...made, secrets: [], initialSecret: undefined };
}

/** A 400 about the field, or about the one that it replaces. */
function isUnknownField(error: unknown): boolean {
  if (!(error instanceof AtlasApiError) || error.problem.status !== 400) return false;
  return error.mentions(/withoutInitialSecret|secretExpiresAfterHours/);
}

async function deleteInitialSecret(
  context: AtlasContext,
  container: Container,
  { id: clientId, initialSecret }: CreatedServiceAccount,
): Promise<void> {
  if (initialSecret === undefined) return;
  const { id: secretId, createdAt, expiresAt } = initialSecret;
  try {
    await deleteSecret(context, { ...container, clientId }, { secretId, createdAt });
  } catch (error) {
    context.warn(
      `Create service account ${clientId} in ${containerName(container)}: Atlas made it with a secret that the program did not ask for, ${secretId}, ` +
        `which could not be deleted (${error instanceof Error ? error.message : String(error)}). Nobody has its value; it expires ${timeText(expiresAt)}, or delete it in Atlas`,
    );
  }
}

/** After a lost response: the accounts that the create may have made. Any other error is returned unchanged. */
async function explained(
  context: AtlasContext,
  container: Container,
  account: NewAccount,
  before: ReadonlySet<string>,
  error: unknown,
): Promise<unknown> {
  if (!isAmbiguous(error)) return error;
  const found = await describeNew(context, container, account, before);
  return new CreateUncertainError(`${error.message}. ${found}`, { cause: error });
}

async function describeNew(
  context: AtlasContext,
  container: Container,
  { name }: NewAccount,
  before: ReadonlySet<string>,
): Promise<string> {
  try {
    const accounts = await context.atlas.list(container.level.list, { path: containerPath(container) });
    const made = accounts.filter((account) => account.name === name && !before.has(account.id));
    if (made.length === 0)
      return "Atlas shows no new service account of this name, so probably none was created; run it again";
    return (
      `A service account was probably created all the same, and nobody has its secret: ${made.map(describeAccount).join("; ")}. ` +
      "Delete it in Atlas and run it again, or adopt it"
    );
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    return `It could not be checked whether one was created (${reason}). Before you run it again, look in Atlas for a service account of this name`;
  }
}
