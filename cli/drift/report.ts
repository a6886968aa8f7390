import type { NamedProject } from "../inventory/organization";

/**
 * What `atlas-access drift` finds, and what its JSON holds: the model between finding and showing. It never holds a
 * secret; public keys are in it only where they were asked for.
 */
export interface DriftReport {
  /** Version of this shape. A change that readers would notice gets another one. */
  readonly formatVersion: 1;
  /** When Atlas was read: ISO 8601, UTC. The only value that differs between two runs over the same world. */
  readonly checkedAt: string;
  readonly stacks: readonly StackReport[];
  /** The live organizations behind the stacks, as far as the credentials let them be read. */
  readonly organizations: readonly OrganizationReport[];
  readonly summary: Summary;
}

export interface StackReport {
  readonly stack: string;
  readonly project: string;
  /** One sentence: why it could not be compared. Nothing else is known of it then, and the lists are empty. */
  readonly error?: string;
  /** Sorted by name. */
  readonly resources: readonly ResourceReport[];
  /** Creations that an earlier run began and never saw the end of. */
  readonly pendingCreates: readonly { readonly urn: string; readonly type: string; readonly name: string }[];
}

/**
 * - `in step`: program, state and Atlas say the same
 * - `changed in Atlas`, `deleted in Atlas`: Atlas differs from the state
 * - `ignored by the program`: Atlas differs from the state in nothing but what `ignoreChanges` covers
 * - `not applied`: the program differs from the state: a creation, an update or a deletion that waits for an `up`
 * - `not readable`: these credentials cannot read it; never taken as in step
 */
export type Status =
  | "in step"
  | "changed in Atlas"
  | "deleted in Atlas"
  | "ignored by the program"
  | "not applied"
  | "not readable";

export interface ResourceReport {
  readonly urn: string;
  /** Class name: `OrgApiKey`. */
  readonly type: string;
  /** Name in the program. */
  readonly name: string;
  /** Id in the state; absent for what is not created yet. */
  readonly id?: string;
  readonly orgId?: string;
  readonly projectId?: string;
  readonly apiKeyId?: string;
  readonly status: Status;
  /** What Atlas has that the state has not, and the other way round. */
  readonly changesInAtlas: readonly Change[];
  /** What the program wants that the state has not; of what is made or removed, the access that goes with it. */
  readonly changesToApply: readonly Change[];
  /** One sentence: what `pulumi up --refresh` would do about it. Absent when in step, and when the program ignores it. */
  readonly repair?: string;
  /** One sentence: why it cannot be read. */
  readonly reason?: string;
}

/** A difference of one property. */
export type Change = {
  /** Present where `ignoreChanges` covers the property: no `up` changes anything about it. */
  readonly ignored?: true;
} & (RolesChange | EntriesChange | ValueChange);

interface RolesChange {
  readonly kind: "roles";
  readonly scope: Scope;
  readonly gained: readonly RoleChange[];
  readonly lost: readonly RoleChange[];
}

interface EntriesChange {
  readonly kind: "entries";
  readonly property: string;
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** Present where no entry is left: then any address may use the key, unless the organization requires a list. */
  readonly leavesNone?: true;
}

interface ValueChange {
  readonly kind: "value";
  readonly property: string;
  readonly from?: string;
  readonly to?: string;
}

/** Where roles count. */
export interface Scope {
  readonly kind: "organization" | "project";
  readonly id: string;
  /** Absent when these credentials cannot read it. */
  readonly name?: string;
}

/** How much a role permits, from most to least; `unknown` cannot be compared. */
export type Tier = "owner" | "write" | "billing" | "read" | "unknown";

export interface RoleChange {
  readonly role: string;
  readonly tier: Tier;
}

/** Everybody with access to an organization, and to what: the access matrix. */
export interface OrganizationReport {
  readonly id: string;
  readonly name?: string;
  /** Sorted by name. */
  readonly projects: readonly NamedProject[];
  /** Sorted by kind, description and id. */
  readonly principals: readonly Principal[];
  /** What could not be read, a sentence each. */
  readonly notReadable: readonly string[];
}

export interface Principal {
  readonly kind: "API key" | "service account";
  readonly id: string;
  /** Description of a key, name of a service account. */
  readonly label: string;
  /** Only where it was asked for. */
  readonly publicKey?: string;
  /** Whether a given stack manages it, somebody accepted it (`--allow`), or nobody declared it. */
  readonly ownership: Ownership;
  /** One for each scope in which it has roles, and for each in which it should have. */
  readonly grants: readonly Grant[];
  /** Access-list entries that no stack manages; absent where they cannot be read or nobody asked. */
  readonly unmanagedEntries?: readonly string[];
}

export type Ownership = "managed" | "allowed" | "unmanaged";

/** A cell of the matrix. */
export interface Grant {
  readonly scope: Scope;
  /** What Atlas has, sorted. */
  readonly roles: readonly { readonly role: string; readonly tier: Tier }[];
  readonly ownership: Ownership;
  /** How the roles differ from what the stack says; absent when they do not. */
  readonly drift?: { readonly gained: readonly RoleChange[]; readonly lost: readonly RoleChange[] };
}

export interface Summary {
  readonly inStep: number;
  readonly changedInAtlas: number;
  readonly deletedInAtlas: number;
  /** Resources whose only difference in Atlas is one that the program ignores. */
  readonly ignored: number;
  readonly notApplied: number;
  readonly notReadable: number;
  readonly pendingCreates: number;
  /** Keys, service accounts, grants and entries that nobody declared. */
  readonly unmanaged: number;
  readonly allowed: number;
  /** True when somebody has more than was declared: a role of a higher tier, or an undeclared principal. */
  readonly raisesPrivilege: boolean;
  /** True when what is not applied yet gives somebody a role of a higher tier. */
  readonly applyingRaisesPrivilege: boolean;
}
