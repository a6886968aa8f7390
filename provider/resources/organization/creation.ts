import { isAmbiguous, recoveredBody, stringProperty } from "../../atlas/ambiguous-responses";
import { assertSupported } from "../../atlas/apis";
import { type AtlasContext, callerPublicKey } from "../../atlas/context";
import { createOrganization } from "../../atlas/endpoints/organizations";
import { CreateUncertainError, InvalidInputsError, PartialCreateError } from "../../core/errors";
import { withOwnerCredentials } from "./credentials";
import { needsUpdate, toCreateBody, toOutputs, withFingerprints } from "./model";
import type { OrganizationInputs, OrganizationOutputs } from "./schema";
import { applySettings } from "./settings";

/** Creates an organization. When a later step fails, the organization is saved in the state with its credentials. */
export async function createNew(
  context: AtlasContext,
  inputs: OrganizationInputs,
): Promise<OrganizationOutputs> {
  assertCreatable(context, inputs);
  const answer = await context.atlas
    .call(createOrganization, { path: {}, body: toCreateBody(inputs) })
    .catch(async (error) => {
      throw (await recovered(inputs, error)) ?? toUncertainError(inputs, error);
    });
  const made = await toOutputs(answer);
  if (!needsUpdate(inputs, answer.organization)) return made;
  try {
    await withOwnerCredentials(context, made.orgId, made, (owner) =>
      applySettings(owner, made.orgId, inputs),
    );
    return made;
  } catch (error) {
    throw partialCreate(inputs, made, `its settings could not be set: ${messageOf(error)}`, error);
  }
}

/** @throws InvalidInputsError without orgOwnerId for an API key; RefusedError for an API that cannot create organizations */
export function assertCreatable(context: AtlasContext, inputs: OrganizationInputs): void {
  assertSupported(context.api, createOrganization, {});
  if (inputs.orgOwnerId !== undefined || callerPublicKey(context) === undefined) return;
  throw new InvalidInputsError("Organization", [
    {
      field: "orgOwnerId",
      reason:
        "is required when the caller is an API key: give the id of an Atlas user of the caller's organization",
    },
  ]);
}

function partialCreate(
  inputs: OrganizationInputs,
  made: OrganizationOutputs,
  reason: string,
  cause: unknown,
): PartialCreateError {
  return new PartialCreateError(
    `Create organization ${made.orgId} "${inputs.name}": it was created, but ${reason}. The state has it with its credentials; the next \`pulumi up\` completes it`,
    made.orgId,
    { ...inputs, ...made },
    [reason],
    { cause },
  );
}

/** Recovers the id and the credentials, which Atlas returns only once, from a response of the wrong shape. */
async function recovered(
  inputs: OrganizationInputs,
  error: unknown,
): Promise<PartialCreateError | undefined> {
  const { organization, apiKey, serviceAccount } = (recoveredBody(error) ?? {}) as Record<string, unknown>;
  const orgId = stringProperty(organization, "id");
  if (orgId === undefined || !/^[a-f0-9]{24}$/.test(orgId)) return undefined;
  const secrets = (serviceAccount as { secrets?: unknown } | undefined)?.secrets;
  const secret: unknown = Array.isArray(secrets) ? secrets[0] : undefined;
  const made = await withFingerprints({
    orgId,
    isDeleted: false,
    apiKeyId: stringProperty(apiKey, "id"),
    publicKey: stringProperty(apiKey, "publicKey"),
    privateKey: stringProperty(apiKey, "privateKey"),
    clientId: stringProperty(serviceAccount, "clientId"),
    clientSecret: stringProperty(secret, "secret"),
    secretId: stringProperty(secret, "id"),
    secretExpiresAt: stringProperty(secret, "expiresAt"),
  });
  return partialCreate(inputs, made, "Atlas's response did not have the documented shape", error);
}

/** After a lost response, these credentials may not see the new organization, so the user must check. */
function toUncertainError(inputs: OrganizationInputs, error: unknown): unknown {
  if (!isAmbiguous(error)) return error;
  return new CreateUncertainError(
    `${error.message}. An organization "${inputs.name}" may have been created: look for it in Atlas before you run this again`,
    { cause: error },
  );
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
