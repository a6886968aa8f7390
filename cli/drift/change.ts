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
