import type { Change, Scope } from "./change";
import { withTiers } from "./role-tiers";

/** Gained and lost roles of a scope as a change. */
export function rolesChange(scope: Scope, gained: readonly string[], lost: readonly string[]): Change {
  return { kind: "roles", scope, gained: withTiers(gained), lost: withTiers(lost) };
}
