import type { NamedProject } from "../inventory/organization";
import type { RoleChange, Scope, Tier } from "./change";

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
