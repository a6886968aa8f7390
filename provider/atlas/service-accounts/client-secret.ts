import type { AtlasContext } from "../context";
import { fingerprint } from "../fingerprint";
import type { SecretKind, SecretLabels, SinkSpec } from "../secret-sink";

/** The inputs about where a client secret is stored. */
export interface SecretStorage {
  readonly storeClientSecret?: boolean | undefined;
  readonly clientSecretSink?: SinkSpec | undefined;
}

/** The properties of the state for a client secret. */
export interface ClientSecretState {
  readonly clientSecret?: string | undefined;
  readonly clientSecretFingerprint?: string | undefined;
}

const kind: SecretKind = { noun: "client secret", input: "clientSecretSink" };

/** Problems with the combination of these inputs. */
export function storageProblems({ storeClientSecret, clientSecretSink }: SecretStorage) {
  if (storeClientSecret === false && clientSecretSink === undefined) {
    const reason =
      "is required with storeClientSecret: false, since nobody would have the secret: give the command that stores it";
    return [{ field: "clientSecretSink", reason }];
  }
  if (storeClientSecret !== false && clientSecretSink !== undefined) {
    const reason = "is only used with storeClientSecret: false: set that, or leave the sink out";
    return [{ field: "clientSecretSink", reason }];
  }
  return [];
}

/**
 * Stores a client secret in the sink, or returns it for the state.
 * @throws SecretSinkError with the reason, when the sink did not store it
 */
export async function storeClientSecret(
  context: AtlasContext,
  { storeClientSecret, clientSecretSink }: SecretStorage,
  secret: string,
  labels: SecretLabels,
): Promise<ClientSecretState> {
  const clientSecretFingerprint = await fingerprint(secret);
  if (storeClientSecret !== false || clientSecretSink === undefined)
    return { clientSecret: secret, clientSecretFingerprint };
  await context.sink(clientSecretSink).store(secret, labels, kind);
  return { clientSecretFingerprint };
}

/** Why a client secret cannot be put back into the state; undefined when it can. */
export function storingRefusal(
  state: SecretStorage & ClientSecretState,
  inputs: { readonly storeClientSecret?: unknown },
): string | undefined {
  if (state.storeClientSecret !== false || inputs.storeClientSecret === false) return undefined;
  if (state.clientSecretFingerprint === undefined) return undefined;
  return "its client secret is not in the state and Atlas shows it only once, so storeClientSecret cannot become true. Leave it false, or make another secret";
}
