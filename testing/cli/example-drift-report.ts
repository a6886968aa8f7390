import type { Grant, OrganizationReport, Principal } from "../../cli/drift/access-matrix";
import type { Tier } from "../../cli/drift/change";
import type { DriftReport } from "../../cli/drift/report";

const hex = (prefix: string, at: number) => `${prefix}${String(at).padStart(24 - prefix.length, "0")}`;
const names = ["shop", "warehouse", "billing", "search", "analytics", "staging"];
const roleTiers: readonly (readonly [string, Tier])[] = [
  ["GROUP_OWNER", "owner"],
  ["GROUP_CLUSTER_MANAGER", "write"],
  ["GROUP_BILLING_ADMIN", "billing"],
  ["GROUP_READ_ONLY", "read"],
  ["GROUP_NEW_THING", "unknown"],
];
const role = (at: number) => {
  const [name, tier] = roleTiers[at % roleTiers.length] ?? ["GROUP_READ_ONLY", "read"];
  return { role: name, tier };
};

/** An organization of any size: every key has its role in the organization and in `each` projects. */
export function organizationOf(keys: number, projects: number, each: number): OrganizationReport {
  const id = hex("6a", 1);
  const name = "Example organization";
  const places = Array.from({ length: projects }, (_, at) => ({
    id: hex("6b", at),
    name: names[at] ?? `project-${String(at).padStart(3, "0")}`,
  }));
  const principals = Array.from({ length: keys }, (_, at): Principal => {
    const home: Grant = {
      scope: { kind: "organization", id, name },
      roles: [{ role: "ORG_MEMBER", tier: "read" }],
      ownership: "managed",
    };
    const granted = Array.from({ length: each }, (_, n) => places[(at * 7 + n * 11) % Math.max(1, projects)]);
    const grants = granted.flatMap((place, n): readonly Grant[] =>
      place ? [{ scope: { kind: "project", ...place }, roles: [role(at + n)], ownership: "managed" }] : [],
    );
    return {
      kind: at % 10 === 9 ? "service account" : "API key",
      id: hex("6c", at),
      label: `key-${String(at).padStart(3, "0")}`,
      publicKey: `public${String(at).padStart(2, "0")}`,
      ownership: "managed",
      grants: [home, ...grants],
    };
  });
  return { id, name, projects: places, principals, notReadable: [] };
}

export function reportOf(
  organizations: readonly OrganizationReport[],
  more: Partial<DriftReport> = {},
): DriftReport {
  return {
    formatVersion: 1,
    checkedAt: "2026-01-05T04:30:00.000Z",
    stacks: [],
    organizations,
    summary: {
      inStep: 0,
      changedInAtlas: 0,
      deletedInAtlas: 0,
      notApplied: 0,
      notReadable: 0,
      pendingCreates: 0,
      unmanaged: 0,
      allowed: 0,
      raisesPrivilege: false,
      ignored: 0,
      applyingRaisesPrivilege: false,
    },
    ...more,
  };
}

/** A small organization with every kind of finding. */
export function exampleReport(label = "deploy"): DriftReport {
  const base = organizationOf(8, 6, 2);
  const shop = { kind: "project", id: hex("6b", 0), name: "shop" } as const;
  const gained = [{ role: "GROUP_OWNER", tier: "owner" }] as const;
  const lost = [{ role: "GROUP_READ_ONLY", tier: "read" }] as const;
  const labels = [
    label,
    "backup",
    "metrics",
    "reports",
    "search-indexer",
    "ci",
    "billing-export",
    "left over",
  ];
  const principals = base.principals.map((principal, at): Principal => {
    const [home, first, ...rest] = principal.grants;
    const grants = [...(home ? [home] : []), ...(first ? [first] : []), ...rest];
    const named = { ...principal, label: labels[at] ?? principal.label };
    if (at === 0 && home)
      return {
        ...named,
        grants: [home, { scope: shop, roles: gained, ownership: "managed", drift: { gained, lost } }],
      };
    if (at === 7)
      return {
        ...named,
        ownership: "unmanaged",
        grants: grants.map((grant) => ({ ...grant, ownership: "unmanaged" })),
        unmanagedEntries: ["192.0.2.0/24"],
      };
    if (at === 5) return { ...named, ownership: "allowed" };
    return { ...named, grants };
  });
  const resource = (name: string, type: string) => ({ urn: `urn:${name}`, type, name, changesToApply: [] });
  return reportOf([{ ...base, principals }], {
    stacks: [
      {
        stack: "production",
        project: "access",
        pendingCreates: [],
        resources: [
          {
            ...resource("deploy-shop", "ProjectApiKeyAssignment"),
            status: "changed in Atlas",
            changesInAtlas: [{ kind: "roles", scope: shop, gained, lost }],
            repair: "`pulumi up --refresh` changes the assignment back to what the program declares",
          },
          {
            ...resource("nightly", "OrgApiKey"),
            status: "deleted in Atlas",
            changesInAtlas: [],
            repair:
              "`pulumi up --refresh` creates another key with a new id and a new private key: clients of the deleted key need the new private key",
          },
        ],
      },
    ],
    summary: {
      ...reportOf([]).summary,
      inStep: 14,
      changedInAtlas: 1,
      deletedInAtlas: 1,
      unmanaged: 4,
      allowed: 1,
      raisesPrivilege: true,
    },
  });
}
