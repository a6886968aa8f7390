import { type InputProblem, SecretSinkError } from "../../core/errors";
import { isAmbiguous } from "../ambiguous-responses";
import type { AtlasContext } from "../context";
import { fingerprint } from "../fingerprint";
import type { SinkSpec } from "../secret-sink";
import { type KeyName, named } from "./content";
import { deleteCreatedKey } from "./delete";

/** The properties of a new key in the response to its create. */
export interface CreatedKey {
  readonly id: string;
  readonly publicKey: string | undefined;
  readonly privateKey: string | undefined;
}

/** The inputs about where private keys are stored. */
interface SinkInputs {
  readonly storePrivateKey?: boolean | undefined;
  readonly privateKeySink?: SinkSpec | undefined;
}

/** Problems with the combination of these inputs. */
export function sinkProblems({ storePrivateKey, privateKeySink }: SinkInputs): readonly InputProblem[] {
  const field = "privateKeySink";
  if (storePrivateKey === false && privateKeySink === undefined) {
    const reason =
      "is required with storePrivateKey: false, since nobody would have the private key: give the command that stores it";
    return [{ field, reason }];
  }
  if (storePrivateKey === false || privateKeySink === undefined) return [];
  return [{ field, reason: "is only used with storePrivateKey: false: set that, or leave the sink out" }];
}

/** Where the private key of a new key is stored, and how messages name the key. */
export interface PrivateKeyDestination extends SinkInputs {
  /** As messages begin: `Create OrgApiKey "CI" in organization 5f…`. */
  readonly operation: string;
  readonly orgId: string;
  readonly description: string;
}

/** The properties of the state. */
export interface PrivateKeyState {
  readonly privateKey?: string | undefined;
  readonly privateKeyFingerprint?: string | undefined;
}

/** The properties of the state for a private key that is stored there. */
export async function toPrivateKeyState(privateKey: string | undefined): Promise<PrivateKeyState> {
  if (privateKey === undefined) return {};
  return { privateKey, privateKeyFingerprint: await fingerprint(privateKey) };
}

/**
 * Stores a new key's private key in the sink, or returns it for the state.
 * @throws SecretSinkError when the sink did not store it; the key is then deleted, or the message names it
 */
export async function storeNewKey(
  context: AtlasContext,
  destination: PrivateKeyDestination,
  key: CreatedKey,
): Promise<PrivateKeyState> {
  const { privateKeySink, operation, orgId, description } = destination;
  const { privateKeyFingerprint, ...stored } = await toPrivateKeyState(key.privateKey);
  if (
    privateKeySink === undefined ||
    stored.privateKey === undefined ||
    destination.storePrivateKey !== false
  )
    return { ...stored, privateKeyFingerprint };
  const labels = { orgId, description, apiKeyId: key.id, publicKey: key.publicKey ?? "" };
  try {
    await context.sink(privateKeySink).store(stored.privateKey, labels);
  } catch (cause) {
    throw new SecretSinkError(
      `${operation}: ${reasonOf(cause)}. ${await deleteUnstoredKey(context, orgId, key)}`,
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
  inputs: SinkInputs & { readonly orgId: string; readonly description: string },
  state: KeyName & { readonly privateKey?: string | undefined },
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

/** The message of a caught error. */
export function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
