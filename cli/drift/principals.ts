import { type RoleItem, rolesIn } from "../../provider/atlas/roles";
import { readAccessList } from "../inventory/organization";
import { mapWithConcurrency } from "../map-with-concurrency";
import type { AllowList } from "./allow-list";
import type { NameLookup } from "./changes-to-apply";
import type { ManagedAccess as Owners } from "./managed-access";
import type { ReadOrganization } from "./organizations";
import type { Grant, OrganizationReport, Ownership, Principal, ResourceReport, Scope } from "./report";
import { compareStrings } from "./resources";
import { withTiers } from "./role-tiers";

/** How to look at what nobody declared. */
export interface OrganizationOptions {
  readonly managed: Owners;
  readonly allowList: AllowList;
  readonly names: NameLookup;
  /** Of the stacks' resources, by URN. */
  readonly reports: ReadonlyMap<string, ResourceReport>;
  /** Whether access lists that no stack manages are read, one request for each. */
  readonly readUnmanagedEntries: boolean;
  readonly withPublicKeys: boolean;
  readonly progress: (done: number, of: number) => void;
}

/** An organization as it is, each part with who declared it. */
export async function organizationReport(
  organization: ReadOrganization,
  options: OrganizationOptions,
): Promise<OrganizationReport> {
  const { inventory } = organization;
  const principals = [
    ...inventory.keys.map((key) => principalOf(keyOf(key, options), inventory.id, options)),
    ...inventory.accounts.map((account) =>
      principalOf(accountOf(account, inventory.id), inventory.id, options),
    ),
  ].sort(
    (one, other) =>
      compareStrings(one.kind, other.kind) ||
      compareStrings(one.label, other.label) ||
      compareStrings(one.id, other.id),
  );
  const { found, notReadable } = await addUnmanagedEntries(organization, principals, options);
  return {
    id: inventory.id,
    ...(inventory.name !== undefined && { name: inventory.name }),
    projects: inventory.projects
      .map(({ id, name }) => ({ id, name }))
      .sort((one, other) => compareStrings(one.name, other.name) || compareStrings(one.id, other.id)),
    principals: found,
    notReadable: [...inventory.notReadable, ...notReadable],
  };
}

interface FoundPrincipal {
  readonly kind: Principal["kind"];
  readonly id: string;
  readonly label: string;
  readonly publicKey?: string;
  readonly roles: readonly RoleItem[];
}

function keyOf(
  key: { id: string; desc: string; publicKey: string; roles: readonly RoleItem[] },
  { withPublicKeys }: OrganizationOptions,
): FoundPrincipal {
  const { id, desc: label, publicKey, roles } = key;
  return { kind: "API key", id, label, roles, ...(withPublicKeys && { publicKey }) };
}

function accountOf(
  account: ReadOrganization["inventory"]["accounts"][number],
  orgId: string,
): FoundPrincipal {
  const roles = [
    ...account.roles.map((roleName) => ({ roleName, orgId })),
    ...account.projects.flatMap(({ id, roles }) => roles.map((roleName) => ({ roleName, groupId: id }))),
  ];
  return { kind: "service account", id: account.id, label: account.name, roles };
}

function principalOf(found: FoundPrincipal, orgId: string, options: OrganizationOptions): Principal {
  const { managed, allowList } = options;
  const { roles, ...rest } = found;
  const own = rolesIn(roles, "organization", orgId);
  const ownership = ownershipOf(managed.managesPrincipal(found.id), () =>
    allowList.allowsPrincipal(found.id, own),
  );
  const projectIds = roles.flatMap(({ groupId }) => (groupId === undefined ? [] : [groupId]));
  const all = [...new Set([...projectIds, ...managed.assignedProjects(found.id)])];
  const inProjects = all.map((id) => projectGrant(found, id, options));
  const byName = (grant: Grant) => grant.scope.name ?? grant.scope.id;
  return {
    ...rest,
    ownership,
    grants: [
      {
        scope: options.names.scope("organization", orgId),
        roles: withTiers(own),
        ownership,
        ...driftOf(managed.keyResource(found.id)?.urn, options),
      },
      ...inProjects.sort((one, other) => compareStrings(byName(one), byName(other))),
    ],
  };
}

function projectGrant(found: FoundPrincipal, projectId: string, options: OrganizationOptions): Grant {
  const { managed, allowList, names } = options;
  const roles = rolesIn(found.roles, "project", projectId);
  const manager = managed.assignmentResource(projectId, found.id);
  return {
    scope: names.scope("project", projectId),
    roles: withTiers(roles),
    ownership: ownershipOf(manager !== undefined, () => allowList.allowsGrant(found.id, projectId, roles)),
    ...driftOf(manager?.urn, options),
  };
}

function ownershipOf(isManaged: boolean, isAllowed: () => boolean): Ownership {
  if (isManaged) return "managed";
  return isAllowed() ? "allowed" : "unmanaged";
}

function driftOf(urn: string | undefined, { reports }: OrganizationOptions): Pick<Grant, "drift"> {
  const changes = urn === undefined ? [] : (reports.get(urn)?.changesInAtlas ?? []);
  const change = changes.find(({ kind }) => kind === "roles");
  return change?.kind === "roles" ? { drift: { gained: change.gained, lost: change.lost } } : {};
}

/** Access lists that are asked for at a time. */
const concurrency = 8;

async function addUnmanagedEntries(
  { inventory, withCredentials }: ReadOrganization,
  principals: readonly Principal[],
  { managed, allowList, readUnmanagedEntries, progress }: OrganizationOptions,
): Promise<{ found: readonly Principal[]; notReadable: readonly string[] }> {
  if (!readUnmanagedEntries) return { found: principals, notReadable: [] };
  const notReadable: string[] = [];
  const asked = principals.filter(({ id }) => !managed.managesAccessList(id));
  const lists = await mapWithConcurrency(
    asked,
    concurrency,
    (principal) => withCredentials((context) => readAccessList(context, inventory.id, principal)),
    progress,
  );
  const entries = new Map(asked.map(({ id }, at) => [id, lists[at]]));
  const found = principals.map((principal) => {
    if (!entries.has(principal.id)) return { ...principal, unmanagedEntries: [] };
    const list = entries.get(principal.id);
    if (list !== undefined)
      return {
        ...principal,
        unmanagedEntries: list.filter((entry) => !allowList.allowsEntry(principal.id, entry)),
      };
    notReadable.push(`access list of ${principal.kind} ${principal.id}: not readable with this credential`);
    return principal;
  });
  return { found, notReadable };
}

/** Scopes with their names, and the organization that a project belongs to. */
export function nameLookup(organizations: readonly ReadOrganization[]): NameLookup {
  const names = new Map<string, string>();
  const homes = new Map<string, string>();
  for (const { inventory } of organizations) {
    if (inventory.name !== undefined) names.set(inventory.id, inventory.name);
    for (const project of inventory.projects) {
      names.set(project.id, project.name);
      homes.set(project.id, inventory.id);
    }
  }
  return {
    scope: (kind, id): Scope => {
      const name = names.get(id);
      return { kind, id, ...(name !== undefined && { name }) };
    },
    organizationOf: (projectId) => homes.get(projectId),
  };
}
