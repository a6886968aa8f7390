import { isAmbiguous } from "../../atlas/ambiguous-responses";
import type { AtlasContext } from "../../atlas/context";
import { fingerprint } from "../../atlas/fingerprint";
import type { PlannedChange } from "../../core/definition";
import { type InputProblem, SecretSinkError } from "../../core/errors";
import { deleteMade } from "./delete";
import { subject } from "./duplicates";
import { named } from "./lockout";
import type { OrgApiKeyInputs, OrgApiKeyOutputs, OrgApiKeyState } from "./schema";

/** Where a private key may come from and may go. */
export function privateKeyProblems(inputs: OrgApiKeyInputs): readonly InputProblem[] {
  const { adopt, privateKey, storePrivateKey, privateKeySink } = inputs;
  const rules: readonly (readonly [boolean, string, string])[] = [
    [
      privateKey !== undefined && adopt === undefined,
      "privateKey",
      "can only be handed in for a key that is adopted: a new key's comes from Atlas",
    ],
    [
      privateKey !== undefined && storePrivateKey === false,
      "privateKey",
      "is kept in the state as an input, and storePrivateKey is false: leave one of them out",
    ],
    [
      storePrivateKey === false && privateKeySink === undefined,
      "privateKeySink",
      "is required with storePrivateKey: false, since nobody would hold the private key: give the command that takes it",
    ],
    [
      storePrivateKey !== false && privateKeySink !== undefined,
      "privateKeySink",
      "is only used with storePrivateKey: false: set that, or leave the sink out",
    ],
  ];
  return rules.flatMap(([broken, field, reason]) => (broken ? [{ field, reason }] : []));
}

/** Refuses to store what nobody can read again. */
export function refuseStoring(
  change: PlannedChange<OrgApiKeyInputs, Partial<OrgApiKeyState>>,
): string | undefined {
  const { action, state, inputs, changed } = change;
  // An adopted key's private half is only ever handed in.
  if (action !== "update" || !changed.has("storePrivateKey") || state.adopted === true) return undefined;
  if (state.storePrivateKey !== false || inputs?.storePrivateKey === false) return undefined;
  return (
    `Update ${named(state)}: its private key is not in the state and Atlas shows it only once, so storePrivateKey can not become true. ` +
    "Leave it false, or replace the key: `pulumi up --replace URN`"
  );
}

/** A key that was just made, as its answer tells it. */
interface MadeKey {
  readonly id: string;
  readonly publicKey: string | undefined;
  readonly privateKey: string | undefined;
}

type PrivateHalf = Pick<OrgApiKeyOutputs, "privateKey" | "privateKeyFingerprint">;

/** What the state holds of a private key that it keeps. */
export async function storedHalf(privateKey: string | undefined): Promise<PrivateHalf> {
  if (privateKey === undefined) return {};
  return { privateKey, privateKeyFingerprint: await fingerprint(privateKey) };
}

/**
 * Sees to it that somebody holds a new key's private half: the state or the sink. Before anything else is done with the key.
 * @throws SecretSinkError when the sink did not take it; the key is gone again then, or the message names it
 */
export async function keepNew(
  context: AtlasContext,
  inputs: OrgApiKeyInputs,
  key: MadeKey,
): Promise<PrivateHalf> {
  const { privateKeySink, orgId, description } = inputs;
  const { privateKeyFingerprint, ...stored } = await storedHalf(key.privateKey);
  if (privateKeySink === undefined || stored.privateKey === undefined || inputs.storePrivateKey !== false)
    return { ...stored, privateKeyFingerprint };
  const labels = { orgId, description, apiKeyId: key.id, publicKey: key.publicKey ?? "" };
  try {
    await context.sink(privateKeySink).store(stored.privateKey, labels);
  } catch (cause) {
    throw new SecretSinkError(
      `Create ${subject(inputs)}: ${reasonOf(cause)}. ${await withdrawn(context, orgId, key)}`,
      { cause },
    );
  }
  return { privateKeyFingerprint };
}

/** Takes a key back that nobody holds, and says how that went. */
async function withdrawn(context: AtlasContext, orgId: string, key: MadeKey): Promise<string> {
  try {
    if (await deleteMade(context, { orgId, apiKeyId: key.id }))
      return "The new key was deleted again; mend the sink and run it again";
    return (
      `Whether the new key ${shown(key)} is gone is not certain: Atlas does not find it, which of so young a key proves nothing, and nobody holds its private key. ` +
      `If it shows up, ${deletion(orgId, key)}; mend the sink and run it again`
    );
  } catch (error) {
    return (
      `The new key ${shown(key)} ${isAmbiguous(error) ? "may be" : "is"} live, nobody holds its private key, and it could not be deleted again (${reasonOf(error)}). ` +
      `To delete it, ${deletion(orgId, key)}; then mend the sink and run it again`
    );
  }
}

function shown({ id, publicKey }: MadeKey): string {
  return `${id} (public key ${publicKey ?? "not answered"})`;
}

function deletion(orgId: string, { id }: MadeKey): string {
  return `use Atlas's pages or \`atlas organizations apiKeys delete ${id} --orgId ${orgId}\``;
}

/**
 * Before a private key is taken out of the state, which is for good: hands it to the sink. Nothing of it is in the
 * state, such as that of an adopted key, and there is nothing to do.
 * @returns what the state is to hold of it
 */
export async function moveToSink(
  context: AtlasContext,
  inputs: OrgApiKeyInputs,
  state: Partial<OrgApiKeyState>,
): Promise<PrivateHalf> {
  const { privateKeySink, orgId, description } = inputs;
  const { apiKeyId = "", publicKey = "", privateKey } = state;
  if (privateKeySink === undefined || privateKey === undefined) return {};
  try {
    await context.sink(privateKeySink).store(privateKey, { orgId, description, apiKeyId, publicKey });
  } catch (cause) {
    throw new SecretSinkError(
      `Update ${named(state)}: ${reasonOf(cause)}. Its private key stays in the state and nothing was changed; mend the sink and run it again`,
      { cause },
    );
  }
  return { privateKey: undefined, privateKeyFingerprint: await fingerprint(privateKey) };
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
