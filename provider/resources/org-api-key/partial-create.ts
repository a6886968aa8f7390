import { recoveredBody, stringProperty } from "../../atlas/ambiguous-responses";
import type { AtlasContext } from "../../atlas/context";
import type { ApiKey } from "../../atlas/endpoints/org-api-keys";
import type { Properties } from "../../core/definition";
import { deepEqual } from "../../core/diff";
import { PartialCreateError } from "../../core/errors";
import { subject } from "./duplicates";
import { ownRoles } from "./model";
import { keepNew } from "./private-key";
import { type KeyReconciliation, managedParts } from "./reconcile";
import type { OrgApiKeyInputs, OrgApiKeyOutputs } from "./schema";

/** A created key whose roles are not the ones asked for is kept, and mended by the next `up`. */
export function verifyRoles(inputs: OrgApiKeyInputs, key: ApiKey, made: OrgApiKeyOutputs): void {
  const roles = ownRoles(inputs.orgId, key, inputs.roles);
  if (deepEqual(roles, inputs.roles)) return;
  const reason = `Atlas gave it the roles ${roles.join(", ") || "(none)"} instead of ${inputs.roles.join(", ")}`;
  throw new PartialCreateError(
    `Create ${subject(inputs)}: it was made, but ${reason}. It was kept; the next \`pulumi up\` sets its roles`,
    `${inputs.orgId}/${key.id}`,
    { ...inputs, ...managedParts(inputs, {}, []), ...made, roles },
    [reason],
  );
}

/** A key that is there with only a part of what the program says of it: what is done is kept, and the next `up` does the rest. */
export function halfDone(
  { orgId, apiKeyId }: Readonly<Record<"orgId" | "apiKeyId", string>>,
  state: Properties,
  reconciliation: KeyReconciliation,
  cause: unknown,
): PartialCreateError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new PartialCreateError(
    `${reason}. API key ${apiKeyId} and what was done before is kept; the next \`pulumi up\` does the rest`,
    `${orgId}/${apiKeyId}`,
    { ...state, ...reconciliation.state },
    [reason],
    { cause },
  );
}

/**
 * An answer of the wrong shape may still hold the id and the private key, which Atlas shows only once: what is
 * there is kept, and the next `up` reads the rest.
 * @throws SecretSinkError when the private key was for a sink that did not take it
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
  const half = await keepNew(context, inputs, { id, publicKey, privateKey });
  const lost =
    privateKey === undefined
      ? ". Its private key was not in the answer, so nobody holds it: replace the key with `pulumi up --replace URN`"
      : "";
  return new PartialCreateError(
    `${(error as Error).message}. The key ${id} was made and is kept; the next \`pulumi up\` reads the rest${lost}`,
    `${inputs.orgId}/${id}`,
    {
      ...inputs,
      ...managedParts(inputs, {}, []),
      apiKeyId: id,
      ...(publicKey === undefined ? {} : { publicKey }),
      ...half,
    },
    ["the answer to its creation was not in the promised shape"],
    { cause: error },
  );
}
