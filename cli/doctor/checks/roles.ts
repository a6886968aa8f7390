import { getServiceAccount } from "../../../provider/atlas/endpoints/service-accounts";
import { AtlasApiError } from "../../../provider/atlas/errors";
import type { DoctorContext } from "../context";
import { type Check, ok, Skipped, warn } from "../report";

export const roles: Check<DoctorContext> = {
  name: "roles",
  description: "The caller's roles, and whether they permit to manage keys.",
  async run(doctor) {
    const { projectRoles = [] } = await doctor.caller().catch(async (error: unknown) => {
      await doctor.authenticated();
      throw error;
    });
    const own = await organizationRoles(doctor);
    const facts = { roles: own, projectRoles };
    const details = projectRoles.map(
      ({ projectId, roles }) => `in project ${projectId}: ${roles.join(", ")}`,
    );
    if (own.includes("ORG_OWNER")) return ok(own.join(", "), { details, facts });
    return warn(`${own.join(", ") || "no role in the organization"}, without ORG_OWNER`, {
      advice:
        "Enough to preview what these roles may read. An `up` that makes, changes or deletes keys or access lists needs ORG_OWNER; one of assignments alone, GROUP_OWNER in their projects",
      details,
      facts,
    });
  },
};

/** @throws NotLookedAt where Atlas does not tell them */
export async function organizationRoles(doctor: DoctorContext): Promise<readonly string[]> {
  const { kind, clientId, roles } = await doctor.caller();
  if (roles !== undefined) return roles;
  if (kind === "api-key") {
    const { publicKey } = await doctor.caller();
    const key = (await doctor.keys()).find((one) => one.publicKey === publicKey);
    if (key !== undefined)
      return key.roles.flatMap(({ roleName }) => (roleName.startsWith("ORG_") ? [roleName] : [])).sort();
  }
  if (clientId === undefined) throw new Skipped("Atlas does not tell the roles of a token");
  try {
    const { atlas } = (await doctor.authenticated()).context;
    const account = await atlas.call(getServiceAccount, { path: { orgId: await doctor.orgId(), clientId } });
    return [...(account.roles ?? [])].sort();
  } catch (error) {
    if (!(error instanceof AtlasApiError) || error.kind !== "permission") throw error;
    throw new Skipped("these credentials may not read their own service account; Atlas shows its roles");
  }
}
