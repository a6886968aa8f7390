import type { Expiry } from "../../inventory/secret-expiry";
import type { OrganizationReport, SecretReport } from "../access-matrix";
import { compareStrings } from "../compare-strings";
import { type Quote, unquoted } from "./wording";

const expiryTexts: Readonly<Record<Expiry, string>> = {
  expired: "expired",
  soon: "expires soon,",
  later: "expires",
};

/** The secrets of an organization's service accounts, one line each; the first to expire comes first. */
export function secretLines({ principals }: OrganizationReport, quote: Quote = unquoted): readonly string[] {
  return principals
    .flatMap(({ kind, id, label, secrets = [] }) =>
      secrets.map((secret) => ({ secret, account: `${kind} ${quote(label)} (${quote(id)})` })),
    )
    .sort((a, b) => compareStrings(a.secret.expiresAt, b.secret.expiresAt))
    .map(({ secret, account }) => `${account}: secret ${quote(secret.id)} ${describeExpiry(secret)}`);
}

/** "expires 2026-12-05 14:00 UTC". Without the time that is left, so that equal findings give equal texts. */
export function describeExpiry({ expiry, expiresAt, ownership }: SecretReport): string {
  const manager = ownership === "unmanaged" ? "; no stack manages it" : "";
  return `${expiryTexts[expiry]} ${readableTime(expiresAt)}${manager}`;
}

/** "2026-01-05 04:30 UTC" of an ISO time; another text stays as it is. */
export function readableTime(time: string): string {
  return time.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d).*Z$/, "$1 $2 UTC");
}
