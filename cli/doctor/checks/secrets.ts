import { listServiceAccounts, type ServiceAccount } from "../../../provider/atlas/endpoints/service-accounts";
import { AtlasApiError } from "../../../provider/atlas/errors";
import { expiryOf } from "../../inventory/secret-expiry";
import type { DoctorContext } from "../context";
import { type Check, ok, Skipped, warn } from "../report";

export const secrets: Check<DoctorContext> = {
  name: "secrets",
  description:
    "When the secrets of the organization's service accounts expire; a warning a week before. No value is read.",
  async run(doctor) {
    const accounts = await serviceAccounts(doctor);
    const found = accounts
      .flatMap((account) => secretsOf(account, doctor.now()))
      .sort((a, b) => (a.expiresAt < b.expiresAt ? -1 : 1));
    const facts = { serviceAccounts: accounts.length, secrets: found };
    const counted = `${quantity(found.length, "secret")} of ${quantity(accounts.length, "service account")}`;
    const next = found.find(({ expiry }) => expiry !== "expired");
    const summary = next === undefined ? counted : `${counted}; the next expires ${next.expiresAt}`;
    const details = found.map(describe);
    if (found.every(({ expiry }) => expiry === "later")) return ok(summary, { details, facts });
    const advice =
      "Give the programs that use an expiring secret a new one, and delete expired ones: docs/guides/service-accounts.md";
    return warn(summary, { advice, details, facts });
  },
};

/** @throws Skipped if the credentials cannot list them, or the API has none */
async function serviceAccounts(doctor: DoctorContext): Promise<readonly ServiceAccount[]> {
  const { context } = await doctor.authenticated();
  const reason = context.api.unsupportedReason(listServiceAccounts);
  if (reason !== undefined) throw new Skipped(reason);
  try {
    return await doctor.serviceAccounts();
  } catch (error) {
    if (!(error instanceof AtlasApiError) || error.kind !== "permission") throw error;
    throw new Skipped("these credentials cannot list service accounts, which needs Organization Read Only");
  }
}

function secretsOf({ id: clientId, name, secrets }: ServiceAccount, nowMs: number) {
  return secrets.map(({ id: secretId, expiresAt, lastUsedAt }) => ({
    clientId,
    name,
    secretId,
    expiresAt,
    lastUsedAt,
    expiry: expiryOf(expiresAt, nowMs),
  }));
}

function describe({
  name,
  clientId,
  secretId,
  expiry,
  expiresAt,
  lastUsedAt,
}: ReturnType<typeof secretsOf>[number]) {
  const ends = expiry === "expired" ? "expired" : "expires";
  const use = lastUsedAt === undefined ? "never used" : `last used ${lastUsedAt}`;
  return `${name} (${clientId}): secret ${secretId} ${ends} ${expiresAt}, ${use}`;
}

function quantity(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
