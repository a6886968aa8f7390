import { stringProperty } from "../../atlas/ambiguous-responses";
import type { AtlasContext } from "../../atlas/context";
import { fetchAccount } from "../../atlas/service-accounts/lookup";
import { makeSecret } from "../../atlas/service-accounts/secret-resource";
import { PartialCreateError } from "../../core/errors";
import { refOf, type SecretSlot } from "./model";
import type { RotatingInputs } from "./schema";

/** A new secret that is stored, in the state's properties or in the sink. */
export interface NewSecret {
  readonly slot: SecretSlot;
  readonly createdAt: string;
  readonly expiresAt: string;
}

/**
 * Makes and stores a secret.
 * @throws SecretSinkError when the sink did not store it; it is then deleted again, or the message names it
 */
export async function newSecret(context: AtlasContext, inputs: RotatingInputs): Promise<NewSecret> {
  const { orgId: _, ...given } = inputs;
  try {
    const made = await makeSecret(context, refOf(inputs), given);
    const { secretId, createdAt, expiresAt, clientSecret, clientSecretFingerprint: fingerprint } = made;
    return { slot: { secretId, clientSecret, fingerprint }, createdAt, expiresAt };
  } catch (error) {
    if (!(error instanceof PartialCreateError)) throw error;
    return completed(context, inputs, error);
  }
}

/** The response had another shape, but id and value: the rest is read. */
async function completed(
  context: AtlasContext,
  inputs: RotatingInputs,
  error: PartialCreateError,
): Promise<NewSecret> {
  const secretId = stringProperty(error.state, "secretId") ?? "";
  const account = await fetchAccount(context, refOf(inputs));
  const live = account?.secrets.find(({ id }) => id === secretId);
  if (live === undefined) throw error;
  const clientSecret = stringProperty(error.state, "clientSecret");
  const fingerprint = stringProperty(error.state, "clientSecretFingerprint");
  return {
    slot: { secretId, clientSecret, fingerprint },
    createdAt: live.createdAt,
    expiresAt: live.expiresAt,
  };
}
