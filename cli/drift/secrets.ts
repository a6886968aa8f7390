import type { AccountSecret } from "../../provider/atlas/endpoints/service-accounts";
import type { Expiry, SecretReport } from "./access-matrix";
import { compareStrings } from "./compare-strings";
import type { ManagedAccess } from "./managed-access";

interface SecretOptions {
  readonly managed: ManagedAccess;
  /** Milliseconds since 1970. */
  readonly nowMs: number;
}

const hourMs = 3_600_000;
/** The default of `warnBeforeExpiryHours`: a week. */
const defaultWarningHours = 168;

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
        expiry: expiryOf(expiresAt, nowMs, typeof hours === "number" ? hours : defaultWarningHours),
        ownership: manager === undefined ? "unmanaged" : "managed",
      };
    })
    .sort((a, b) => compareStrings(a.expiresAt, b.expiresAt) || compareStrings(a.id, b.id));
}

/** Whether a secret has expired, or expires within the given hours. */
export function expiryOf(expiresAt: string, nowMs: number, warningHours = defaultWarningHours): Expiry {
  const leftMs = Date.parse(expiresAt) - nowMs;
  if (leftMs <= 0) return "expired";
  return leftMs <= warningHours * hourMs ? "soon" : "later";
}
