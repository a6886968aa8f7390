import type { PlannedChange, PreviewInputs } from "../../core/definition";
import { MissingError, PartialCreateError, SecretSinkError } from "../../core/errors";
import type { ResourceTraits } from "../../core/resource-traits";
import { isAmbiguous, recoveredBody, stringProperty } from "../ambiguous-responses";
import type { AtlasContext } from "../context";
import type { AccountSecret } from "../endpoints/service-accounts";
import { isObjectId } from "../ids";
import {
  type ClientSecretState,
  type SecretStorage,
  storeClientSecret,
  storingRefusal,
} from "./client-secret";
import { deleteSecret } from "./delete-secret";
import { defaultWarningHours } from "./fields";
import { type AccountLevel, type AccountRef, accountPath, accountText } from "./level";
import { fetchAccount, findSecret } from "./lookup";
import { createSecret } from "./new-secret";
import { secretRemovalRefusal } from "./secret-lockout";
import { expiryWarnings, isExpired } from "./secret-texts";

/** The inputs of a resource that is one secret, at either level. */
export interface SecretInputs extends SecretStorage {
  readonly clientId: string;
  readonly expiresAfterHours: number;
  readonly adopt?: { readonly secretId: string } | undefined;
  readonly deleteOnDestroy?: boolean | undefined;
  readonly allowLockout?: boolean | undefined;
  readonly warnBeforeExpiryHours?: number | undefined;
}

export interface SecretOutputs extends ClientSecretState {
  readonly secretId: string;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly adopted?: boolean | undefined;
}

export type SecretState = Partial<SecretInputs & SecretOutputs>;

/** What doctor and drift need to know about the resource. A secret is never changed in Atlas, only made and deleted. */
export function secretTraits({ get, createSecret: { requiredRole: owner } }: AccountLevel): ResourceTraits {
  return {
    noun: "secret",
    issuesSecret: "client secret",
    requiredRoles: { read: get.requiredRole, change: owner, delete: owner },
  };
}

/** For messages: `secret 5f… of service account mdb_sa_id_… in organization 5f…`. */
function secretText(ref: AccountRef, secretId: string | undefined): string {
  return `secret ${secretId} of ${accountText(ref)}`;
}

/** Makes the secret, or adopts the one that the inputs name. */
export async function makeSecret(
  context: AtlasContext,
  ref: AccountRef,
  inputs: SecretInputs,
): Promise<SecretOutputs> {
  if (inputs.adopt !== undefined) return adopted(context, ref, inputs.adopt.secretId);
  const made = await createSecret(context, ref, inputs.expiresAfterHours).catch(async (error: unknown) => {
    throw (await recovered(context, ref, inputs, error)) ?? error;
  });
  const { id: secretId, createdAt, expiresAt, secret } = made;
  return {
    secretId,
    createdAt,
    expiresAt,
    ...(await stored(context, ref, inputs, { secretId, createdAt, secret })),
  };
}

async function adopted(context: AtlasContext, ref: AccountRef, secretId: string): Promise<SecretOutputs> {
  const account = await fetchAccount(context, ref);
  const secret = account?.secrets.find(({ id }) => id === secretId);
  if (secret === undefined) {
    const others = (account?.secrets ?? []).map(({ id }) => id).join(", ") || "none";
    throw new MissingError(
      `Adopt ${secretText(ref, secretId)}: there is no such secret; the account has ${others}. Check adopt, or leave it out to make a new secret`,
    );
  }
  return { ...liveOutputs(secret), adopted: true };
}

const liveOutputs = ({ id, createdAt, expiresAt }: AccountSecret) => ({ secretId: id, createdAt, expiresAt });

interface MadeSecret {
  readonly secretId: string;
  readonly createdAt: string | undefined;
  readonly secret: string;
}

/** @throws SecretSinkError when the sink did not store it; the secret is then deleted, or the message names it */
async function stored(
  context: AtlasContext,
  ref: AccountRef,
  inputs: SecretInputs,
  made: MadeSecret,
): Promise<ClientSecretState> {
  try {
    return await storeClientSecret(context, inputs, made.secret, labels(ref, made.secretId));
  } catch (cause) {
    const after = await deleteUnstored(context, ref, made);
    throw new SecretSinkError(`Create ${secretText(ref, made.secretId)}: ${reasonOf(cause)}. ${after}`, {
      cause,
    });
  }
}

const labels = (ref: AccountRef, secretId: string) => ({ ...accountPath(ref), secretId });

/** Deletes a new secret that nobody has. Returns the result as a sentence. */
async function deleteUnstored(context: AtlasContext, ref: AccountRef, made: MadeSecret): Promise<string> {
  const byHand = "delete it in Atlas, on the account's page; fix the sink and run it again";
  try {
    return (await deleteSecret(context, ref, made))
      ? "The new secret was deleted again; fix the sink and run it again"
      : `The new secret may still exist: Atlas does not find it, but may not show so new a secret yet, and nobody has its value. If it shows up, ${byHand}`;
  } catch (error) {
    return `The new secret ${isAmbiguous(error) ? "may be" : "is"} live, nobody has its value, and it could not be deleted again (${reasonOf(error)}). To end it, ${byHand}`;
  }
}

/** Recovers the id and the value, which Atlas returns only once, from a response of the wrong shape. */
async function recovered(
  context: AtlasContext,
  ref: AccountRef,
  inputs: SecretInputs,
  error: unknown,
): Promise<PartialCreateError | undefined> {
  const body = recoveredBody(error) ?? recoveredBody((error as Error).cause);
  const secretId = stringProperty(body, "id");
  const secret = stringProperty(body, "secret");
  if (!isObjectId(secretId) || secret === undefined) return undefined;
  const state = await stored(context, ref, inputs, { secretId, createdAt: undefined, secret });
  return new PartialCreateError(
    `Create ${secretText(ref, secretId)}: the response did not have the documented shape. The secret was created and is in the state; the next \`pulumi up\` reads the rest`,
    `${ref.containerId}/${ref.clientId}/${secretId}`,
    { ...accountPath(ref), ...inputs, secretId, ...state },
    ["the response to its creation did not have the documented shape"],
    { cause: error },
  );
}

/**
 * The secret as it is. An expired one is a difference: it has 0 hours. Undefined when it does not exist.
 */
export async function readSecret(
  context: AtlasContext,
  ref: AccountRef,
  secretId: string,
  state: SecretState,
) {
  const secret = await findSecret(context, ref, secretId, state.createdAt);
  if (secret === undefined) return undefined;
  const given = state.expiresAfterHours ?? lifetimeHours(secret);
  const expiresAfterHours = isExpired(context, secret.expiresAt) ? 0 : given;
  return { ...accountPath(ref), expiresAfterHours, ...liveOutputs(secret) };
}

/** Atlas does not return the hours of the request; for a secret that is only read, they follow from its times. */
function lifetimeHours({ createdAt, expiresAt }: AccountSecret): number {
  return Math.round((Date.parse(expiresAt) - Date.parse(createdAt)) / 3_600_000);
}

/** Moves the client secret from the state to the sink when the program says so. Returns what changes in the state. */
export async function moveSecret(
  context: AtlasContext,
  ref: AccountRef,
  inputs: SecretStorage,
  state: ClientSecretState & { readonly secretId?: string | undefined },
): Promise<ClientSecretState> {
  const { clientSecret, secretId = "" } = state;
  if (inputs.storeClientSecret !== false || clientSecret === undefined) return {};
  try {
    const left = await storeClientSecret(context, inputs, clientSecret, labels(ref, secretId));
    return { clientSecret: undefined, ...left };
  } catch (cause) {
    throw new SecretSinkError(
      `Update ${secretText(ref, secretId)}: ${reasonOf(cause)}. Its client secret stays in the state and nothing was changed; fix the sink and run it again`,
      { cause },
    );
  }
}

/** Deletes the secret, unless it was adopted without `deleteOnDestroy`. */
export async function removeSecret(
  context: AtlasContext,
  ref: AccountRef,
  secretId: string,
  state: SecretState,
) {
  if (isForgotten(state)) {
    context.warn(
      `Delete ${secretText(ref, secretId)}: it was adopted, so it stays in Atlas until it expires (${state.expiresAt}) or is deleted there. To have a destroy delete it, apply deleteOnDestroy: true first`,
    );
    return;
  }
  await deleteSecret(context, ref, { secretId, createdAt: state.createdAt });
}

/** Why the change is refused: the secret is in use, the hours of another one are adopted, or the value cannot come back. */
export function refuseSecretChange(
  context: AtlasContext,
  { action, state, inputs, changed }: PlannedChange<SecretInputs, SecretState>,
): string | undefined {
  const { clientId = "", secretId = "", clientSecretFingerprint: fingerprint } = state;
  if (action === "update") {
    const refusal =
      inputs === undefined || !changed.has("storeClientSecret") ? undefined : storingRefusal(state, inputs);
    const other = otherAdoption(state, inputs);
    const reason = refusal ?? other;
    return reason === undefined
      ? undefined
      : `Update secret ${secretId} of service account ${clientId}: ${reason}`;
  }
  if (state.allowLockout === true || isForgotten(state)) return undefined;
  const operation = action === "replace" ? "Replace" : "Delete";
  return secretRemovalRefusal(context, operation, { clientId, secretId, fingerprint });
}

/** `adopt` is used only at creation: naming another secret later is an error. */
function otherAdoption(
  state: SecretState,
  inputs: PreviewInputs<SecretInputs> | undefined,
): string | undefined {
  const adopt = inputs?.adopt;
  const named = typeof adopt === "object" ? (adopt as { secretId?: unknown }).secretId : undefined;
  if (typeof named !== "string" || named === state.secretId || state.secretId === undefined) return undefined;
  return `adopt names another one (${named}), and it is used only at creation. Leave adopt out, or declare a resource for the other secret`;
}

/** True for an adopted secret without deleteOnDestroy: a delete only removes it from the state. */
function isForgotten(state: SecretState): boolean {
  return state.adopted === true && state.deleteOnDestroy !== true;
}

/** Warnings about a secret that has expired or will soon. */
export function secretWarnings(
  context: AtlasContext,
  ref: AccountRef,
  state: SecretState,
): readonly string[] {
  const subject = secretText(ref, state.secretId);
  return expiryWarnings(
    context,
    `${subject[0]?.toUpperCase()}${subject.slice(1)}`,
    { expiresAt: state.expiresAt, withinHours: state.warnBeforeExpiryHours ?? defaultWarningHours },
    "`pulumi up --refresh` replaces an expired secret; before that, add a second one and give it to its users, or replace this one with `pulumi up --replace URN`",
  );
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

/** Problems of `adopt` with other inputs. */
export const adoptionProblems = (inputs: SecretInputs) =>
  inputs.adopt !== undefined && inputs.storeClientSecret === false
    ? [
        {
          field: "storeClientSecret",
          reason:
            "is about a new secret's value, and Atlas does not show that of an adopted one: leave it out",
        },
      ]
    : [];
