import type { AtlasContext } from "../context";

/** A secret whose deletion is planned. */
interface RemovedSecret {
  readonly clientId: string;
  readonly secretId: string;
  /** Undefined for a secret whose value is not known here. */
  readonly fingerprint: string | undefined;
}

/**
 * Why a secret cannot be deleted: the provider itself uses it, for this resource or with another profile. Told by its
 * fingerprint; without one, every secret of an account in use may be it. Undefined when it can be deleted.
 */
export function secretRemovalRefusal(
  context: AtlasContext,
  operation: "Replace" | "Delete",
  { clientId, secretId, fingerprint }: RemovedSecret,
): string | undefined {
  const user = context.accountConsumer(clientId, fingerprint);
  if (user === undefined) return undefined;
  const it =
    fingerprint === undefined
      ? `it may be the secret that ${user} uses, since its value is not known here`
      : `it is the secret that ${user} uses`;
  return `${operation} secret ${secretId} of service account ${clientId}: ${it}. Use other credentials, or apply allowLockout: true in an \`up\` of its own first`;
}
