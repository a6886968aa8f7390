import { z } from "zod";
import { endpoint } from "../../../provider/atlas/endpoint";
import { AtlasApiError } from "../../../provider/core/errors";
import type { Visit } from "../context";
import { type Check, NotLookedAt, ok, warn } from "../report";

const getServiceAccount = endpoint({
  operation: "Read service account",
  method: "GET",
  path: "/orgs/{orgId}/serviceAccounts/{clientId}",
  version: "2024-08-05",
  reply: z.object({ roles: z.array(z.string()).optional() }),
  needs: "Organization Read Only",
  atlasOnly: "Cloud Manager has no service accounts",
  target: (path) => `${path.clientId} in organization ${path.orgId}`,
});

export const roles: Check<Visit> = {
  name: "roles",
  tells: "The caller's roles, and whether they permit to manage keys.",
  async run(visit) {
    const { projectRoles = [] } = await visit.caller().catch(async (error: unknown) => {
      await visit.accepted();
      throw error;
    });
    const own = await organizationRoles(visit);
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
export async function organizationRoles(visit: Visit): Promise<readonly string[]> {
  const { kind, clientId, roles } = await visit.caller();
  if (roles !== undefined) return roles;
  if (kind === "api-key") {
    const { publicKey } = await visit.caller();
    const key = (await visit.keys()).find((one) => one.publicKey === publicKey);
    if (key !== undefined)
      return key.roles.flatMap(({ roleName }) => (roleName.startsWith("ORG_") ? [roleName] : [])).sort();
  }
  if (clientId === undefined) throw new NotLookedAt("Atlas does not tell the roles of a token");
  try {
    const { atlas } = (await visit.accepted()).context;
    const account = await atlas.call(getServiceAccount, { path: { orgId: await visit.orgId(), clientId } });
    return [...(account.roles ?? [])].sort();
  } catch (error) {
    if (!(error instanceof AtlasApiError) || error.kind !== "permission") throw error;
    throw new NotLookedAt("these credentials may not read their own service account; Atlas shows its roles");
  }
}
