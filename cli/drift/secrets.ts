import type { AccountSecret } from "../../provider/atlas/endpoints/service-accounts";
import { expiryOf } from "../inventory/secret-expiry";
import type { SecretReport } from "./access-matrix";
import { compareStrings } from "./compare-strings";
import type { ManagedAccess } from "./managed-access";

interface SecretOptions {
  readonly managed: ManagedAccess;
  /** Milliseconds since 1970. */
  readonly nowMs: number;
}

/** The secrets of a service account, the first to expire first. */
export function secretReports(
  secrets: readonly AccountSecret[],
  { managed, nowMs }: SecretOptions,
): readonly SecretReport[] {
  return secrets
    .map(({ id, createdAt, expiresAt, lastUsedAt }): SecretReport => {
      const manager = managed.secretResource(id);
      const { warnBeforeExpiryHours: hours } = manager?.inputs ?? {};
      return {
        id,
        createdAt,
        expiresAt,
        ...(typeof lastUsedAt === "string" && { lastUsedAt }),
        expiry: expiryOf(expiresAt, nowMs, typeof hours === "number" ? hours : undefined),
        ownership: manager === undefined ? "unmanaged" : "managed",
      };
    })
    .sort((a, b) => compareStrings(a.expiresAt, b.expiresAt) || compareStrings(a.id, b.id));
}
