import { type RoleItem, rolesIn } from "../../provider/atlas/roles";
import { inBatches } from "../inventory/map-with-concurrency";
import { readEntries } from "../inventory/organization";
import type { Names } from "./access";
import type { Allowed } from "./allow";
import type { Reached } from "./organizations";
import type { Ownership as Owners } from "./ownership";
import type { Grant, OrganizationReport, Ownership, Principal, ResourceReport, Scope } from "./report";
import { compareTexts } from "./resources";
import { tiered } from "./tiers";

/** How to look at what nobody declared. */
export interface Looking {
  readonly owners: Owners;
  readonly allowed: Allowed;
  readonly names: Names;
  /** Of the stacks' resources, by URN. */
  readonly reports: ReadonlyMap<string, ResourceReport>;
  /** Whether access lists that no stack manages are read, one request for each. */
  readonly withEntries: boolean;
  readonly withPublicKeys: boolean;
  readonly progress: (done: number, of: number) => void;
}

/** An organization as it is, each part with who declared it. */
export async function organizationReport(reached: Reached, looking: Looking): Promise<OrganizationReport> {
  const { live } = reached;
  const principals = [
    ...live.keys.map((key) => principalOf(keyOf(key, looking), live.id, looking)),
    ...live.accounts.map((account) => principalOf(accountOf(account, live.id), live.id, looking)),
  ].sort(
    (one, other) =>
      compareTexts(one.kind, other.kind) ||
      compareTexts(one.label, other.label) ||
      compareTexts(one.id, other.id),
  );
  const { found, notReadable } = await withEntries(reached, principals, looking);
  return {
    id: live.id,
    ...(live.name !== undefined && { name: live.name }),
    projects: live.projects
      .map(({ id, name }) => ({ id, name }))
      .sort((one, other) => compareTexts(one.name, other.name) || compareTexts(one.id, other.id)),
    principals: found,
    notReadable: [...live.notReadable, ...notReadable],
  };
}

interface Found {
  readonly kind: Principal["kind"];
  readonly id: string;
  readonly label: string;
  readonly publicKey?: string;
  readonly roles: readonly RoleItem[];
}

function keyOf(
  key: { id: string; desc: string; publicKey: string; roles: readonly RoleItem[] },
  { withPublicKeys }: Looking,
): Found {
  const { id, desc: label, publicKey, roles } = key;
  return { kind: "API key", id, label, roles, ...(withPublicKeys && { publicKey }) };
}

function accountOf(account: Reached["live"]["accounts"][number], orgId: string): Found {
  const roles = [
    ...account.roles.map((roleName) => ({ roleName, orgId })),
    ...account.projects.flatMap(({ id, roles }) => roles.map((roleName) => ({ roleName, groupId: id }))),
  ];
  return { kind: "service account", id: account.id, label: account.name, roles };
}

function principalOf(found: Found, orgId: string, looking: Looking): Principal {
  const { owners, allowed } = looking;
  const { roles, ...rest } = found;
  const own = rolesIn(roles, "organization", orgId);
  const ownership = owned(owners.principal(found.id), () => allowed.principal(found.id, own));
  const projectIds = roles.flatMap(({ groupId }) => (groupId === undefined ? [] : [groupId]));
  const all = [...new Set([...projectIds, ...owners.projectsOf(found.id)])];
  const inProjects = all.map((id) => projectGrant(found, id, looking));
  const byName = (grant: Grant) => grant.scope.name ?? grant.scope.id;
  return {
    ...rest,
    ownership,
    grants: [
      {
        scope: looking.names.scope("organization", orgId),
        roles: tiered(own),
        ownership,
        ...driftOf(owners.key(found.id)?.urn, looking),
      },
      ...inProjects.sort((one, other) => compareTexts(byName(one), byName(other))),
    ],
  };
}

function projectGrant(found: Found, projectId: string, looking: Looking): Grant {
  const { owners, allowed, names } = looking;
  const roles = rolesIn(found.roles, "project", projectId);
  const manager = owners.grant(projectId, found.id);
  return {
    scope: names.scope("project", projectId),
    roles: tiered(roles),
    ownership: owned(manager !== undefined, () => allowed.grant(found.id, projectId, roles)),
    ...driftOf(manager?.urn, looking),
  };
}

function owned(isManaged: boolean, isAllowed: () => boolean): Ownership {
  if (isManaged) return "managed";
  return isAllowed() ? "allowed" : "unmanaged";
}

function driftOf(urn: string | undefined, { reports }: Looking): Pick<Grant, "drift"> {
  const changes = urn === undefined ? [] : (reports.get(urn)?.changesInAtlas ?? []);
  const change = changes.find(({ kind }) => kind === "roles");
  return change?.kind === "roles" ? { drift: { gained: change.gained, lost: change.lost } } : {};
}

/** Access lists that are asked for at a time. */
const atOnce = 8;

async function withEntries(
  { live, as }: Reached,
  principals: readonly Principal[],
  { owners, allowed, withEntries: isWanted, progress }: Looking,
): Promise<{ found: readonly Principal[]; notReadable: readonly string[] }> {
  if (!isWanted) return { found: principals, notReadable: [] };
  const notReadable: string[] = [];
  const asked = principals.filter(({ id }) => !owners.list(id));
  const lists = await inBatches(
    asked,
    atOnce,
    (principal) => as((context) => readEntries(context, live.id, principal)),
    progress,
  );
  const entries = new Map(asked.map(({ id }, at) => [id, lists[at]]));
  const found = principals.map((principal) => {
    if (!entries.has(principal.id)) return { ...principal, unmanagedEntries: [] };
    const list = entries.get(principal.id);
    if (list !== undefined)
      return { ...principal, unmanagedEntries: list.filter((entry) => !allowed.entry(principal.id, entry)) };
    notReadable.push(`access list of ${principal.kind} ${principal.id}: not readable with this credential`);
    return principal;
  });
  return { found, notReadable };
}

/** Scopes with their names, and the organization that a project belongs to. */
export function namesFrom(reached: readonly Reached[]): Names {
  const names = new Map<string, string>();
  const homes = new Map<string, string>();
  for (const { live } of reached) {
    if (live.name !== undefined) names.set(live.id, live.name);
    for (const project of live.projects) {
      names.set(project.id, project.name);
      homes.set(project.id, live.id);
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
