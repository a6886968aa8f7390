import type { ApiKey } from "../../provider/atlas/endpoints/org-api-keys";
import { type RoleItem, rolesIn } from "../../provider/atlas/roles";
import { accountRoles } from "../inventory/account-roles";
import type { ServiceAccountInventory } from "../inventory/organization";
import type { Grant, Ownership, Principal } from "./access-matrix";
import type { AllowList } from "./allow-list";
import { compareStrings } from "./compare-strings";
import type { ManagedAccess } from "./managed-access";
import type { NameLookup } from "./name-lookup";
import type { ResourceReport } from "./report";
import { withTiers } from "./role-tiers";
import { secretReports } from "./secrets";

export interface PrincipalOptions {
  readonly managed: ManagedAccess;
  readonly allowList: AllowList;
  readonly names: NameLookup;
  /** Reports of the stacks' resources, by URN. */
  readonly reports: ReadonlyMap<string, ResourceReport>;
  readonly withPublicKeys: boolean;
  /** Milliseconds since 1970. */
  readonly nowMs: number;
}

/** A key or service account as Atlas returns it. */
interface FoundPrincipal {
  readonly kind: Principal["kind"];
  readonly id: string;
  readonly label: string;
  readonly publicKey?: string;
  readonly roles: readonly RoleItem[];
}

export function keyPrincipal(key: ApiKey, orgId: string, options: PrincipalOptions): Principal {
  const { id, desc: label, publicKey, roles } = key;
  const shown = options.withPublicKeys ? { publicKey } : {};
  return principalOf({ kind: "API key", id, label, roles, ...shown }, orgId, options);
}

export function accountPrincipal(
  account: ServiceAccountInventory,
  orgId: string,
  options: PrincipalOptions,
): Principal {
  const { id, name: label, projects, secrets } = account;
  const roles = accountRoles(orgId, account.roles, projects);
  const principal = principalOf({ kind: "service account", id, label, roles }, orgId, options);
  return { ...principal, secrets: secretReports(secrets, options) };
}

function principalOf(found: FoundPrincipal, orgId: string, options: PrincipalOptions): Principal {
  const { managed, allowList } = options;
  const { roles, ...rest } = found;
  const own = rolesIn(roles, "organization", orgId);
  const ownership = ownershipOf(managed.managesPrincipal(found.id), () =>
    allowList.allowsPrincipal(found.id, own),
  );
  const projectIds = roles.flatMap(({ groupId }) => (groupId === undefined ? [] : [groupId]));
  const all = [...new Set([...projectIds, ...managed.assignedProjects(found.id)])];
  const inProjects = all.map((id) => projectGrant(found, id, options));
  const labelOf = (grant: Grant) => grant.scope.name ?? grant.scope.id;
  return {
    ...rest,
    ownership,
    grants: [
      {
        scope: options.names.scope("organization", orgId),
        roles: withTiers(own),
        ownership,
        ...driftOf(managed.principalResource(found.id)?.urn, orgId, options),
      },
      ...inProjects.sort((a, b) => compareStrings(labelOf(a), labelOf(b))),
    ],
  };
}

function projectGrant(found: FoundPrincipal, projectId: string, options: PrincipalOptions): Grant {
  const { managed, allowList, names } = options;
  const roles = rolesIn(found.roles, "project", projectId);
  const manager = managed.assignmentResource(projectId, found.id);
  return {
    scope: names.scope("project", projectId),
    roles: withTiers(roles),
    ownership: ownershipOf(manager !== undefined, () => allowList.allowsGrant(found.id, projectId, roles)),
    ...driftOf(manager?.urn, projectId, options),
  };
}

function ownershipOf(isManaged: boolean, isAllowed: () => boolean): Ownership {
  if (isManaged) return "managed";
  return isAllowed() ? "allowed" : "unmanaged";
}

/** What changed in Atlas of the roles in one organization or project. */
function driftOf(
  urn: string | undefined,
  scopeId: string,
  { reports }: PrincipalOptions,
): Pick<Grant, "drift"> {
  const changes = urn === undefined ? [] : (reports.get(urn)?.changesInAtlas ?? []);
  const change = changes.find((each) => each.kind === "roles" && each.scope.id === scopeId);
  return change?.kind === "roles" ? { drift: { gained: change.gained, lost: change.lost } } : {};
}
