import type { Properties } from "../../core/definition";
import { PartialCreateError, PartialUpdateError } from "../../core/errors";
import type { AccountPath } from "./model";
import type { ServiceAccountState } from "./schema";

/** The error for an account that exists, with only some of its inputs applied: the state gets what was applied. */
export function toPartialCreateError(
  { orgId, clientId }: AccountPath,
  state: Properties,
  applied: Partial<ServiceAccountState>,
  cause: unknown,
): PartialCreateError {
  const reason = reasonOf(cause);
  return new PartialCreateError(
    `${reason}. Service account ${clientId} and the completed steps are in the state; the next \`pulumi up\` does the rest`,
    `${orgId}/${clientId}`,
    { ...state, ...applied },
    [reason],
    { cause },
  );
}

/** The same for an update. */
export function toPartialUpdateError(
  { orgId, clientId }: AccountPath,
  state: Properties,
  applied: Partial<ServiceAccountState>,
  cause: unknown,
): PartialUpdateError {
  const reason = reasonOf(cause);
  return new PartialUpdateError(
    `${reason}. The completed steps on service account ${clientId} are in the state; the next \`pulumi up\` does the rest`,
    `${orgId}/${clientId}`,
    { ...state, ...applied },
    [reason],
    { cause },
  );
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
