import type { NamedProject } from "../inventory/organization";

/**
 * What `atlas-access drift` finds; `--format json` prints it. It contains no secret, and public keys only with
 * `--show-public-keys`.
 */
export interface DriftReport {
  /** Version of this format. It increases with every incompatible change. */
  readonly formatVersion: 1;
  /** Time of the run: ISO 8601, UTC. Apart from the use and the expiry of secrets, the only value that differs between two runs if nothing changed. */
  readonly checkedAt: string;
  readonly stacks: readonly StackReport[];
  /** The organizations of the stacks, as far as the credentials can read them. */
  readonly organizations: readonly OrganizationReport[];
  readonly summary: Summary;
}

export interface StackReport {
  readonly stack: string;
  readonly project: string;
  /** Why the stack could not be compared; the lists are then empty. */
  readonly error?: string;
  /** Sorted by name. */
  readonly resources: readonly ResourceReport[];
  /** Creates that an interrupted run did not finish. */
  readonly pendingCreates: readonly { readonly urn: string; readonly type: string; readonly name: string }[];
}

/**
 * - `in sync`: program, state and Atlas agree
 * - `changed in Atlas`, `deleted in Atlas`: Atlas differs from the state
 * - `ignored by the program`: `ignoreChanges` covers all differences between Atlas and the state
 * - `not applied`: the program differs from the state: the next `up` creates, updates or deletes the resource
 * - `not readable`: the credentials cannot read the resource; it does not count as in sync
 */
export type Status =
  | "in sync"
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
  /** Id in the state; absent before the resource is created. */
  readonly id?: string;
  readonly orgId?: string;
  readonly projectId?: string;
  readonly apiKeyId?: string;
  readonly clientId?: string;
  readonly secretId?: string;
  readonly status: Status;
  /** Differences between Atlas and the state. */
  readonly changesInAtlas: readonly Change[];
  /** Differences between the program and the state; for a create or delete, the access that it gives or takes away. */
  readonly changesToApply: readonly Change[];
  /** One sentence: what `pulumi up --refresh` would do. Absent if the resource is in sync, or ignored by the program. */
  readonly repair?: string;
  /** Why the resource cannot be read. */
  readonly reason?: string;
}

/** A difference of one property. */
export type Change = {
  /** Present if `ignoreChanges` covers the property: no `up` repairs the difference. */
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
  /** Present if no entry is left: the key can then be used from any address, unless the organization requires a list. */
  readonly leavesNone?: true;
}

interface ValueChange {
  readonly kind: "value";
  readonly property: string;
  readonly from?: string;
  readonly to?: string;
}

/** The organization or project in which roles apply. */
export interface Scope {
  readonly kind: "organization" | "project";
  readonly id: string;
  /** Absent if the credentials cannot read it. */
  readonly name?: string;
}

/** Privilege of a role, from most to least; `unknown` cannot be compared. */
export type Tier = "owner" | "write" | "billing" | "read" | "unknown";

export interface RoleChange {
  readonly role: string;
  readonly tier: Tier;
}

/** All keys and service accounts of an organization with their roles: the access matrix. */
export interface OrganizationReport {
  readonly id: string;
  readonly name?: string;
  /** Sorted by name. */
  readonly projects: readonly NamedProject[];
  /** Sorted by kind, description and id. */
  readonly principals: readonly Principal[];
  /** What could not be read, one sentence each. */
  readonly notReadable: readonly string[];
}

export interface Principal {
  readonly kind: "API key" | "service account";
  readonly id: string;
  /** Description of a key, name of a service account. */
  readonly label: string;
  /** Present with `--show-public-keys`. */
  readonly publicKey?: string;
  /** `managed` by a compared stack, `allowed` by the file of `--allow`, or neither. */
  readonly ownership: Ownership;
  /** One for each scope in which it has roles, or in which a stack declares roles. */
  readonly grants: readonly Grant[];
  /** Access-list entries that no stack manages; absent if they were not read. */
  readonly unmanagedEntries?: readonly string[];
  /** Of a service account, all secrets, expired ones included; the first to expire comes first. */
  readonly secrets?: readonly SecretReport[];
}

/** A secret of a service account, without its value. Times are ISO 8601, UTC. */
export interface SecretReport {
  readonly id: string;
  readonly createdAt: string;
  readonly expiresAt: string;
  /** Up to five minutes late; absent for a secret that was never used. */
  readonly lastUsedAt?: string;
  readonly expiry: Expiry;
  /** Whether a compared stack manages it. An unmanaged secret does not count as unmanaged access: its account does. */
  readonly ownership: "managed" | "unmanaged";
}

/** `soon`: within the `warnBeforeExpiryHours` of the resource that manages the secret, or within a week. */
export type Expiry = "expired" | "soon" | "later";

export type Ownership = "managed" | "allowed" | "unmanaged";

/** Roles in one scope: a cell of the matrix. */
export interface Grant {
  readonly scope: Scope;
  /** In Atlas, sorted. */
  readonly roles: readonly { readonly role: string; readonly tier: Tier }[];
  readonly ownership: Ownership;
  /** How the roles differ from the stack's; absent if they do not. */
  readonly drift?: { readonly gained: readonly RoleChange[]; readonly lost: readonly RoleChange[] };
}

export interface Summary {
  readonly inStep: number;
  readonly changedInAtlas: number;
  readonly deletedInAtlas: number;
  /** Resources with the status `ignored by the program`. */
  readonly ignored: number;
  readonly notApplied: number;
  readonly notReadable: number;
  readonly pendingCreates: number;
  /** Keys, service accounts, grants and entries with the ownership `unmanaged`. */
  readonly unmanaged: number;
  readonly allowed: number;
  /** True if a role of a higher tier was gained in Atlas, or if there is unmanaged access. */
  readonly raisesPrivilege: boolean;
  /** True if applying the program would give a role of a higher tier. */
  readonly applyingRaisesPrivilege: boolean;
}
