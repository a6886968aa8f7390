import { mayHaveBeenDone, salvagedBody, textIn } from "../../atlas/ambiguous-responses";
import { requireOperation } from "../../atlas/apis";
import type { AtlasContext } from "../../atlas/context";
import { ownPublicKey } from "../../atlas/context";
import { CreateUncertainError, InvalidInputsError, PartialCreateError } from "../../core/errors";
import { createOrganization } from "./api";
import { asOwner } from "./credentials";
import { differs, toCreateBody, toOutputs, withFingerprints } from "./model";
import type { OrganizationInputs, OrganizationOutputs } from "./schema";
import { bringTo } from "./settings";

/** Makes a new organization. What was made is never lost: a later failure is saved with its credentials. */
export async function createNew(
  context: AtlasContext,
  inputs: OrganizationInputs,
): Promise<OrganizationOutputs> {
  requireCreatable(context, inputs);
  const answer = await context.atlas
    .call(createOrganization, { path: {}, body: toCreateBody(inputs) })
    .catch(async (error) => {
      throw (await salvaged(inputs, error)) ?? explained(inputs, error);
    });
  const made = await toOutputs(answer);
  if (!differs(inputs, answer.organization)) return made;
  try {
    await asOwner(context, made.orgId, made, (owner) => bringTo(owner, made.orgId, inputs));
    return made;
  } catch (error) {
    throw partial(inputs, made, `its settings could not be set: ${messageOf(error)}`, error);
  }
}

/** Not every API makes organizations, and Atlas must be told who owns a new one when an API key makes it. */
export function requireCreatable(context: AtlasContext, inputs: OrganizationInputs): void {
  requireOperation(context.api, createOrganization, {});
  if (inputs.orgOwnerId !== undefined || ownPublicKey(context) === undefined) return;
  throw new InvalidInputsError("Organization", [
    {
      field: "orgOwnerId",
      reason:
        "is required when the caller is an API key: give the id of an Atlas user of the caller's organization",
    },
  ]);
}

function partial(
  inputs: OrganizationInputs,
  made: OrganizationOutputs,
  reason: string,
  cause: unknown,
): PartialCreateError {
  return new PartialCreateError(
    `Create organization ${made.orgId} "${inputs.name}": it was made, but ${reason}. It is kept with its credentials; the next \`pulumi up\` finishes it`,
    made.orgId,
    { ...inputs, ...made },
    [reason],
    { cause },
  );
}

/** An answer of the wrong shape may still hold the id and the credentials, which Atlas shows only once. */
async function salvaged(inputs: OrganizationInputs, error: unknown): Promise<PartialCreateError | undefined> {
  const { organization, apiKey, serviceAccount } = (salvagedBody(error) ?? {}) as Record<string, unknown>;
  const orgId = textIn(organization, "id");
  if (orgId === undefined || !/^[a-f0-9]{24}$/.test(orgId)) return undefined;
  const secrets = (serviceAccount as { secrets?: unknown } | undefined)?.secrets;
  const secret: unknown = Array.isArray(secrets) ? secrets[0] : undefined;
  const made = await withFingerprints({
    orgId,
    isDeleted: false,
    apiKeyId: textIn(apiKey, "id"),
    publicKey: textIn(apiKey, "publicKey"),
    privateKey: textIn(apiKey, "privateKey"),
    clientId: textIn(serviceAccount, "clientId"),
    clientSecret: textIn(secret, "secret"),
    secretId: textIn(secret, "id"),
    secretExpiresAt: textIn(secret, "expiresAt"),
  });
  return partial(inputs, made, "Atlas's answer was not in the promised shape", error);
}

/** After a lost answer nothing here can see the new organization, so the user must look. */
function explained(inputs: OrganizationInputs, error: unknown): unknown {
  if (!mayHaveBeenDone(error)) return error;
  return new CreateUncertainError(
    `${error.message}. An organization "${inputs.name}" may have been made all the same: look for it in Atlas before running it again`,
    { cause: error },
  );
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
