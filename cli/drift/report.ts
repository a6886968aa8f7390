import type { OrganizationReport } from "./access-matrix";
import type { Change } from "./change";

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
