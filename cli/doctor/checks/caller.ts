import { AtlasApiError } from "../../../provider/atlas/errors";
import type { DoctorContext } from "../context";
import { type Check, fail, ok, Skipped } from "../report";

export const caller: Check<DoctorContext> = {
  name: "caller",
  description: "Which key or service account the credentials belong to, and its organizations.",
  async run(doctor) {
    await assertAuthenticated(doctor);
    const { kind, publicKey, clientId, apiKeyId, organizations } = await doctor.caller();
    const facts = { kind, publicKey, clientId, apiKeyId, organizations: organizations.map(idAndName) };
    const label = publicKey ?? clientId ?? "the token";
    if (organizations.length === 0)
      return fail(`${label} belongs to no organization`, {
        advice: "Use credentials of an organization",
        facts,
      });
    const key = apiKeyId === undefined ? "" : `, key ${apiKeyId}`;
    const names = organizations.map(({ name, orgId }) => `${name} (${orgId})`).join(", ");
    return ok(`${label}${key}, of ${names}`, { facts });
  },
};

/** Rejected credentials are an error of this check. Any other failure is an error of the check that it concerns. */
async function assertAuthenticated(doctor: DoctorContext): Promise<void> {
  try {
    await doctor.organizations();
  } catch (error) {
    if (error instanceof AtlasApiError && error.kind === "credentials") {
      const hint = await swappedFieldHint(doctor);
      throw hint === undefined ? error : new Error(`${error.message}. ${hint}`);
    }
    await doctor.authenticated();
    throw new Skipped("Atlas did not identify the caller");
  }
}

/** Detects swapped credential fields by their format. */
async function swappedFieldHint(doctor: DoctorContext): Promise<string | undefined> {
  const { credentials } = await doctor.settings();
  if (credentials.kind === "service-account" && !credentials.clientId.startsWith("mdb_sa_id_"))
    return "A client id begins with mdb_sa_id_, but this one does not";
  if (credentials.kind !== "api-key") return undefined;
  if (/^[a-f0-9]{24}$/.test(credentials.publicKey))
    return "The public key looks like the id of a key: a public key has eight letters";
  if (/^[a-z]{8}$/.test(credentials.privateKey)) return "Public and private key seem to be swapped";
  return undefined;
}

function idAndName({ orgId, name }: { orgId: string; name: string }) {
  return { orgId, name };
}
