import { AtlasApiError } from "../../../provider/atlas/errors";
import type { DoctorContext } from "../context";
import { type Check, fail, ok, Skipped } from "../report";

export const caller: Check<DoctorContext> = {
  name: "caller",
  description: "Who the caller is, and to which organizations it belongs.",
  async run(doctor) {
    await assertAuthenticated(doctor);
    const { kind, publicKey, clientId, apiKeyId, organizations } = await doctor.caller();
    const facts = { kind, publicKey, clientId, apiKeyId, organizations: organizations.map(idAndName) };
    const names = organizations.map(({ name, orgId }) => `${name} (${orgId})`).join(", ");
    const who = publicKey ?? clientId ?? "the token";
    if (organizations.length === 0)
      return fail(`${who} belongs to no organization`, { advice: "Use credentials of one", facts });
    const key = apiKeyId === undefined ? "" : `, key ${apiKeyId}`;
    return ok(`${who}${key}, of ${names}`, { facts });
  },
};

/** That Atlas does not take them is this check's word; what else stands in the way is another's. */
async function assertAuthenticated(doctor: DoctorContext): Promise<void> {
  try {
    await doctor.organizations();
  } catch (error) {
    if (error instanceof AtlasApiError && error.kind === "credentials") {
      const hint = await swappedFieldHint(doctor);
      throw hint === undefined ? error : new Error(`${error.message}. ${hint}`);
    }
    await doctor.authenticated();
    throw new Skipped("Atlas did not say who calls");
  }
}

/** Halves have shapes that nobody takes one for the other by, once it is said. */
async function swappedFieldHint(doctor: DoctorContext): Promise<string | undefined> {
  const { credentials } = await doctor.settings();
  if (credentials.kind === "service-account" && !credentials.clientId.startsWith("mdb_sa_id_"))
    return "A client id begins with mdb_sa_id_, and this one does not";
  if (credentials.kind !== "api-key") return undefined;
  if (/^[a-f0-9]{24}$/.test(credentials.publicKey))
    return "What is set as public key looks like a key's id: the public key is the one of eight letters";
  if (/^[a-z]{8}$/.test(credentials.privateKey)) return "Public and private key seem to have changed places";
  return undefined;
}

function idAndName({ orgId, name }: { orgId: string; name: string }) {
  return { orgId, name };
}
