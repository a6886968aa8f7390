import { isAmbiguous, recoveredBody, stringProperty } from "../../atlas/ambiguous-responses";
import { isNew } from "../../atlas/consistency-window";
import type { AtlasContext } from "../../atlas/context";
import { deleteServiceAccount, getServiceAccount } from "../../atlas/endpoints/service-accounts";
import { accountCreatedMs, isClientId } from "../../atlas/ids";
import { storeClientSecret } from "../../atlas/service-accounts/client-secret";
import { confirmedRemoval } from "../../atlas/service-accounts/confirmed-removal";
import { accountSubject, warnOfDuplicates } from "../../atlas/service-accounts/duplicates";
import { organizationLevel } from "../../atlas/service-accounts/level";
import { createAccount } from "../../atlas/service-accounts/new-account";
import { deepEqual } from "../../core/deep-equal";
import { PartialCreateError, SecretSinkError } from "../../core/errors";
import { type AccountPath, ownRoles } from "./model";
import { toPartialCreateError } from "./partial";
import { AccountReconciler, managedParts } from "./reconcile";
import type { ServiceAccountInputs, ServiceAccountOutputs } from "./schema";

const resource = "ServiceAccount";

const containerOf = ({ orgId }: { orgId: string }) => ({ level: organizationLevel, containerId: orgId });

/** For messages: `ServiceAccount "ci" in organization 5f…`. */
function subject(inputs: Pick<ServiceAccountInputs, "orgId" | "name">): string {
  return accountSubject({ resource, name: inputs.name }, containerOf(inputs));
}

/** Makes the account, its access list and its project roles. A later step that fails leaves the account in the state. */
export async function createNew(
  context: AtlasContext,
  inputs: ServiceAccountInputs,
): Promise<ServiceAccountOutputs> {
  const container = containerOf(inputs);
  const before = await warnOfDuplicates(context, container, { resource, ...inputs });
  const account = await createAccount(context, container, inputs, before).catch(async (error: unknown) => {
    throw (await recovered(context, inputs, error)) ?? error;
  });
  const path = { orgId: inputs.orgId, clientId: account.id };
  const { initialSecret, createdAt } = account;
  const made = {
    clientId: account.id,
    ...(createdAt === undefined ? {} : { createdAt }),
    ...(initialSecret === undefined
      ? {}
      : {
          secretId: initialSecret.id,
          secretExpiresAt: initialSecret.expiresAt,
          ...(await stored(context, inputs, path, initialSecret.id, initialSecret.secret)),
        }),
  };
  const roles = ownRoles(account, inputs.roles);
  if (!deepEqual(roles, inputs.roles)) throw otherRoles(inputs, path, made, roles);
  const { name, description } = inputs;
  const found = { own: { name, description, roles }, projectRoles: {}, entries: [] };
  const reconciliation = new AccountReconciler(context, path, inputs, found);
  await reconciliation.run(new Set(["projectRoles", "accessList"])).catch((error: unknown) => {
    throw toPartialCreateError(path, { ...inputs, ...made }, reconciliation.state, error);
  });
  return made;
}

/** @throws SecretSinkError when the sink did not store it; the account is then deleted, or the message names it */
async function stored(
  context: AtlasContext,
  inputs: ServiceAccountInputs,
  path: AccountPath,
  secretId: string,
  secret: string,
) {
  try {
    return await storeClientSecret(context, inputs, secret, { ...path, secretId, name: inputs.name });
  } catch (cause) {
    throw new SecretSinkError(
      `Create ${subject(inputs)}: ${reasonOf(cause)}. ${await deleteUnstored(context, path)}`,
      { cause },
    );
  }
}

/** Deletes a new account whose secret was not stored. Returns the result as a sentence. */
async function deleteUnstored(context: AtlasContext, path: AccountPath): Promise<string> {
  const { clientId } = path;
  const byHand = `delete it in Atlas, or with \`atlas api serviceAccounts deleteOrgServiceAccount --clientId ${clientId} --orgId ${path.orgId}\``;
  try {
    return (await deleteCreatedAccount(context, path, undefined))
      ? "The new account was deleted again; fix the sink and run it again"
      : `The new account ${clientId} may still exist: Atlas does not find it, but may not show so new an account yet, and nobody has its secret. If it shows up, ${byHand}; fix the sink and run it again`;
  } catch (error) {
    return `The new account ${clientId} ${isAmbiguous(error) ? "may be" : "is"} live, nobody has its secret, and it could not be deleted again (${reasonOf(error)}). To delete it, ${byHand}; then fix the sink and run it again`;
  }
}

/**
 * Deletes an account. Retries for a new one, which Atlas may not show yet.
 * @returns false when Atlas does not find it; a new account may exist all the same
 */
export async function deleteCreatedAccount(
  context: AtlasContext,
  path: AccountPath,
  createdAt: string | undefined,
): Promise<boolean> {
  const remove = () => context.atlas.remove(deleteServiceAccount, { path });
  const isThere = async () => (await context.atlas.find(getServiceAccount, { path })) !== undefined;
  if (await confirmedRemoval(remove, isThere)) return true;
  if (!isNew(context, accountCreatedMs(path.clientId, createdAt, context.now()))) return false;
  await context.sleep(1_000);
  return remove();
}

function otherRoles(
  inputs: ServiceAccountInputs,
  { orgId, clientId }: AccountPath,
  made: object,
  roles: string[],
): PartialCreateError {
  const reason = `Atlas gave it the roles ${roles.join(", ") || "(none)"} instead of ${inputs.roles.join(", ")}`;
  return new PartialCreateError(
    `Create ${subject(inputs)}: it was created, but ${reason}. It is in the state; the next \`pulumi up\` sets its roles`,
    `${orgId}/${clientId}`,
    { ...inputs, ...managedParts(inputs, {}, []), ...made, roles },
    [reason],
  );
}

/** Recovers the id and the secret, which Atlas returns only once, from a response of the wrong shape. */
async function recovered(
  context: AtlasContext,
  inputs: ServiceAccountInputs,
  error: unknown,
): Promise<PartialCreateError | undefined> {
  const body = recoveredBody(error) ?? recoveredBody((error as Error).cause);
  const clientId = stringProperty(body, "clientId");
  if (!isClientId(clientId)) return undefined;
  const path = { orgId: inputs.orgId, clientId };
  const secrets = (body as { secrets?: unknown }).secrets;
  const initial: unknown = Array.isArray(secrets) ? secrets[0] : undefined;
  const secretId = stringProperty(initial, "id");
  const secret = stringProperty(initial, "secret");
  const isKept = inputs.initialSecret !== undefined && secretId !== undefined && secret !== undefined;
  const state = isKept ? { secretId, ...(await stored(context, inputs, path, secretId, secret)) } : undefined;
  const lost =
    inputs.initialSecret !== undefined && state === undefined
      ? ". Its secret was not in the response, so nobody has it: add a ServiceAccountSecret"
      : "";
  return new PartialCreateError(
    `${(error as Error).message}. The account ${clientId} was created and is in the state; the next \`pulumi up\` reads the rest${lost}`,
    `${inputs.orgId}/${clientId}`,
    { ...inputs, ...managedParts(inputs, {}, []), clientId, ...state },
    ["the response to its creation did not have the documented shape"],
    { cause: error },
  );
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
