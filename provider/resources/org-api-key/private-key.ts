import { isAmbiguous } from "../../atlas/ambiguous-responses";
import type { AtlasContext } from "../../atlas/context";
import { fingerprint } from "../../atlas/fingerprint";
import type { PlannedChange } from "../../core/definition";
import { type InputProblem, SecretSinkError } from "../../core/errors";
import { UNKNOWN } from "../../core/unknown";
import { deleteCreatedKey } from "./delete";
import { subject } from "./duplicates";
import { named } from "./lockout";
import type { OrgApiKeyInputs, OrgApiKeyOutputs, OrgApiKeyState } from "./schema";

/** Problems with the combination of the inputs about the private key. */
export function privateKeyProblems(inputs: OrgApiKeyInputs, isNew: boolean): readonly InputProblem[] {
  const { adopt, privateKey, storePrivateKey, privateKeySink } = inputs;
  const rules: readonly (readonly [boolean, string, string])[] = [
    [
      // An imported key has no `adopt`: see refuseForeignPrivateKey.
      isNew && privateKey !== undefined && adopt === undefined,
      "privateKey",
      "can only be given for a key that is adopted: Atlas generates a new key's",
    ],
    [
      privateKey !== undefined && storePrivateKey === false,
      "privateKey",
      "is kept in the state as an input, and storePrivateKey is false: leave one of them out",
    ],
    [
      storePrivateKey === false && privateKeySink === undefined,
      "privateKeySink",
      "is required with storePrivateKey: false, since nobody would have the private key: give the command that stores it",
    ],
    [
      storePrivateKey !== false && privateKeySink !== undefined,
      "privateKeySink",
      "is only used with storePrivateKey: false: set that, or leave the sink out",
    ],
  ];
  return rules.flatMap(([broken, field, reason]) => (broken ? [{ field, reason }] : []));
}

/** Why a private key cannot be given for a key that this resource created; undefined when it can. */
export function refuseForeignPrivateKey(
  change: PlannedChange<OrgApiKeyInputs, Partial<OrgApiKeyState>>,
): string | undefined {
  const { action, state, inputs, changed } = change;
  const privateKey = inputs?.privateKey;
  if (action !== "update" || !changed.has("privateKey") || state.adopted === true) return undefined;
  if (privateKey === undefined || privateKey === UNKNOWN) return undefined;
  return `Update ${named(state)}: privateKey can only be given for a key that was adopted or imported, and this resource created the key. Leave it out`;
}

/** Why the private key cannot be put back into the state; undefined when it can. */
export function refuseStoring(
  change: PlannedChange<OrgApiKeyInputs, Partial<OrgApiKeyState>>,
): string | undefined {
  const { action, state, inputs, changed } = change;
  // An adopted key's private key is an input.
  if (action !== "update" || !changed.has("storePrivateKey") || state.adopted === true) return undefined;
  if (state.storePrivateKey !== false || inputs?.storePrivateKey === false) return undefined;
  return (
    `Update ${named(state)}: its private key is not in the state and Atlas shows it only once, so storePrivateKey cannot become true. ` +
    "Leave it false, or replace the key: `pulumi up --replace URN`"
  );
}

/** The properties of a new key in the response to its create. */
interface CreatedKey {
  readonly id: string;
  readonly publicKey: string | undefined;
  readonly privateKey: string | undefined;
}

type PrivateKeyState = Pick<OrgApiKeyOutputs, "privateKey" | "privateKeyFingerprint">;

/** The properties of the state for a private key that is stored there. */
export async function toPrivateKeyState(privateKey: string | undefined): Promise<PrivateKeyState> {
  if (privateKey === undefined) return {};
  return { privateKey, privateKeyFingerprint: await fingerprint(privateKey) };
}

/**
 * Stores a new key's private key in the sink, or returns it for the state. Called before any other step.
 * @throws SecretSinkError when the sink did not store it; the key is then deleted, or the message names it
 */
export async function storeNewKey(
  context: AtlasContext,
  inputs: OrgApiKeyInputs,
  key: CreatedKey,
): Promise<PrivateKeyState> {
  const { privateKeySink, orgId, description } = inputs;
  const { privateKeyFingerprint, ...stored } = await toPrivateKeyState(key.privateKey);
  if (privateKeySink === undefined || stored.privateKey === undefined || inputs.storePrivateKey !== false)
    return { ...stored, privateKeyFingerprint };
  const labels = { orgId, description, apiKeyId: key.id, publicKey: key.publicKey ?? "" };
  try {
    await context.sink(privateKeySink).store(stored.privateKey, labels);
  } catch (cause) {
    throw new SecretSinkError(
      `Create ${subject(inputs)}: ${reasonOf(cause)}. ${await deleteUnstoredKey(context, orgId, key)}`,
      { cause },
    );
  }
  return { privateKeyFingerprint };
}

/** Deletes a new key whose private key was not stored. Returns the result as a sentence. */
async function deleteUnstoredKey(context: AtlasContext, orgId: string, key: CreatedKey): Promise<string> {
  try {
    if (await deleteCreatedKey(context, { orgId, apiKeyId: key.id }))
      return "The new key was deleted again; fix the sink and run it again";
    return (
      `The new key ${describeKey(key)} may still exist: Atlas does not find it, but may not show so new a key yet, and nobody has its private key. ` +
      `If it shows up, ${deleteCommand(orgId, key)}; fix the sink and run it again`
    );
  } catch (error) {
    return (
      `The new key ${describeKey(key)} ${isAmbiguous(error) ? "may be" : "is"} live, nobody has its private key, and it could not be deleted again (${reasonOf(error)}). ` +
      `To delete it, ${deleteCommand(orgId, key)}; then fix the sink and run it again`
    );
  }
}

function describeKey({ id, publicKey }: CreatedKey): string {
  return `${id} (public key ${publicKey ?? "not in the response"})`;
}

function deleteCommand(orgId: string, { id }: CreatedKey): string {
  return `use Atlas's pages or \`atlas organizations apiKeys delete ${id} --orgId ${orgId}\``;
}

/**
 * Stores the private key of the state in the sink, before it is removed from the state for good. Does nothing when the state
 * has none, as for an adopted key.
 * @returns the properties of the state that change
 */
export async function moveToSink(
  context: AtlasContext,
  inputs: OrgApiKeyInputs,
  state: Partial<OrgApiKeyState>,
): Promise<PrivateKeyState> {
  const { privateKeySink, orgId, description } = inputs;
  const { apiKeyId = "", publicKey = "", privateKey } = state;
  if (privateKeySink === undefined || privateKey === undefined) return {};
  try {
    await context.sink(privateKeySink).store(privateKey, { orgId, description, apiKeyId, publicKey });
  } catch (cause) {
    throw new SecretSinkError(
      `Update ${named(state)}: ${reasonOf(cause)}. Its private key stays in the state and nothing was changed; fix the sink and run it again`,
      { cause },
    );
  }
  return { privateKey: undefined, privateKeyFingerprint: await fingerprint(privateKey) };
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
