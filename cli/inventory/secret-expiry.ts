/** `soon`: within the `warnBeforeExpiryHours` of the resource that manages the secret, or within a week. */
export type Expiry = "expired" | "soon" | "later";

const hourMs = 3_600_000;
/** The default of `warnBeforeExpiryHours`: a week. */
const defaultWarningHours = 168;

/** Whether a secret has expired, or expires within the given hours. */
export function expiryOf(expiresAt: string, nowMs: number, warningHours = defaultWarningHours): Expiry {
  const leftMs = Date.parse(expiresAt) - nowMs;
  if (leftMs <= 0) return "expired";
  return leftMs <= warningHours * hourMs ? "soon" : "later";
}
