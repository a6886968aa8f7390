import { getServiceAccount } from "../../../provider/atlas/endpoints/service-accounts";
import { AtlasApiError } from "../../../provider/atlas/errors";
import type { DoctorContext } from "../context";
import { type Check, ok, Skipped, warn } from "../report";

export const roles: Check<DoctorContext> = {
  name: "roles",
  description: "The caller's roles, and whether they are enough to manage keys.",
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
        "A preview works for everything that these roles can read. An `up` that creates, changes or deletes keys or access lists needs ORG_OWNER; for assignments alone, GROUP_OWNER in their projects is enough",
      details,
      facts,
    });
  },
};

/** The caller's roles in the organization. @throws Skipped if Atlas does not show them */
export async function organizationRoles(doctor: DoctorContext): Promise<readonly string[]> {
  const { kind, clientId, roles } = await doctor.caller();
  if (roles !== undefined) return roles;
  if (kind === "api-key") {
    const { publicKey } = await doctor.caller();
    const own = (await doctor.keys()).find((key) => key.publicKey === publicKey);
    if (own !== undefined)
      return own.roles.flatMap(({ roleName }) => (roleName.startsWith("ORG_") ? [roleName] : [])).sort();
  }
  if (clientId === undefined) throw new Skipped("Atlas does not show the roles of a token");
  try {
    const { atlas } = (await doctor.authenticated()).context;
    const account = await atlas.call(getServiceAccount, { path: { orgId: await doctor.orgId(), clientId } });
    return [...(account.roles ?? [])].sort();
  } catch (error) {
    if (!(error instanceof AtlasApiError) || error.kind !== "permission") throw error;
    throw new Skipped("these credentials cannot read their own service account, which has the roles");
  }
}
