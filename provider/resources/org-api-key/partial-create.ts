import { recoveredBody, stringProperty } from "../../atlas/ambiguous-responses";
import { ownRoles } from "../../atlas/api-keys/content";
import { storeNewKey } from "../../atlas/api-keys/private-key";
import { type KeyReconciler, managedParts } from "../../atlas/api-keys/reconcile";
import type { AtlasContext } from "../../atlas/context";
import type { ApiKey } from "../../atlas/endpoints/org-api-keys";
import { deepEqual } from "../../core/deep-equal";
import type { Properties } from "../../core/definition";
import { PartialCreateError } from "../../core/errors";
import { destinationOf, subject } from "./duplicates";
import type { OrgApiKeyInputs, OrgApiKeyOutputs } from "./schema";

/** @throws PartialCreateError when the created key has other roles than requested; the next `up` corrects them */
export function verifyRoles(inputs: OrgApiKeyInputs, key: ApiKey, created: OrgApiKeyOutputs): void {
  const roles = ownRoles(inputs.orgId, key, inputs.roles);
  if (deepEqual(roles, inputs.roles)) return;
  const reason = `Atlas gave it the roles ${roles.join(", ") || "(none)"} instead of ${inputs.roles.join(", ")}`;
  throw new PartialCreateError(
    `Create ${subject(inputs)}: it was created, but ${reason}. It is in the state; the next \`pulumi up\` sets its roles`,
    `${inputs.orgId}/${key.id}`,
    { ...inputs, ...managedParts(inputs, {}, []), ...created, roles },
    [reason],
  );
}

/** The error for a key that exists, with only some of its inputs applied: the state gets what was applied. */
export function toPartialCreateError(
  { orgId, apiKeyId }: Readonly<Record<"orgId" | "apiKeyId", string>>,
  state: Properties,
  reconciliation: KeyReconciler,
  cause: unknown,
): PartialCreateError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new PartialCreateError(
    `${reason}. API key ${apiKeyId} and the completed steps are in the state; the next \`pulumi up\` does the rest`,
    `${orgId}/${apiKeyId}`,
    { ...state, ...reconciliation.state },
    [reason],
    { cause },
  );
}

/**
 * Recovers the id and the private key, which Atlas returns only once, from a response of the wrong shape. The next `up`
 * reads the rest.
 * @throws SecretSinkError when the sink did not store the private key
 */
export async function recovered(
  context: AtlasContext,
  inputs: OrgApiKeyInputs,
  error: unknown,
): Promise<PartialCreateError | undefined> {
  const body = recoveredBody(error);
  const id = stringProperty(body, "id");
  if (id === undefined || !/^[a-f0-9]{24}$/.test(id)) return undefined;
  const publicKey = stringProperty(body, "publicKey");
  const privateKey = stringProperty(body, "privateKey");
  const privateKeyState = await storeNewKey(context, destinationOf(inputs), { id, publicKey, privateKey });
  const lost =
    privateKey === undefined
      ? ". Its private key was not in the response, so nobody has it: replace the key with `pulumi up --replace URN`"
      : "";
  return new PartialCreateError(
    `${(error as Error).message}. The key ${id} was created and is in the state; the next \`pulumi up\` reads the rest${lost}`,
    `${inputs.orgId}/${id}`,
    {
      ...inputs,
      ...managedParts(inputs, {}, []),
      apiKeyId: id,
      ...(publicKey === undefined ? {} : { publicKey }),
      ...privateKeyState,
    },
    ["the response to its creation did not have the documented shape"],
    { cause: error },
  );
}
