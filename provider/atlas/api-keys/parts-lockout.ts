import type { PlannedChange } from "../../core/definition";
import { RefusedError } from "../../core/errors";
import type { MemoKey } from "../../core/memo";
import { hasUnknown, UNKNOWN } from "../../core/unknown";
import type { Entry } from "../access-list/entry";
import { entryRemovalRefusal, keyHolder } from "../access-list/lockout";
import { unlistedEntries } from "../access-list/reconcile";
import { type ProjectRoles, removedProjectRoles } from "../assignments";
import type { AtlasContext } from "../context";
import { type KeyContent, type KeyName, named } from "./content";

type Parts = Pick<KeyContent, "projectRoles" | "accessList">;
type GuardedInputs = Parts & { readonly allowLockout?: boolean | undefined };

/** A key and its managed parts, by the state. */
type GuardedState = Parts & KeyName;

/** The present project roles and access-list entries of a key. */
interface PresentParts {
  readonly projectRoles: ProjectRoles;
  readonly entries: readonly Entry[];
}

/** Why a used key cannot lose project roles or entries that are in the state; undefined when it can. */
export function refusePartsLockout(
  context: AtlasContext,
  { action, state, inputs, changed }: PlannedChange<GuardedInputs, GuardedState>,
): string | undefined {
  if (action !== "update" || inputs?.allowLockout === true) return undefined;
  const user = state.publicKey === undefined ? undefined : context.keyConsumer(state.publicKey);
  if (user === undefined) return undefined;
  const wanted = {
    ...(changed.has("projectRoles")
      ? { projectRoles: knownRoles(state.projectRoles, inputs?.projectRoles) }
      : {}),
    ...(changed.has("accessList") && Array.isArray(inputs?.accessList) && !hasUnknown(inputs.accessList)
      ? { accessList: inputs.accessList }
      : {}),
  };
  const present = {
    projectRoles: state.projectRoles ?? {},
    entries: (state.accessList ?? []).map((id) => ({ id, address: id })),
  };
  return partRemovalRefusal(user, "Update", state, present, wanted);
}

/** The same with the live values, before the first change. @throws RefusedError */
export function assertOwnPartsKept(
  context: AtlasContext,
  operation: "Adopt" | "Update",
  key: KeyName,
  present: PresentParts,
  wanted: GuardedInputs,
): void {
  const user = key.publicKey === undefined ? undefined : context.keyConsumer(key.publicKey);
  if (user === undefined) return;
  const refusal =
    wanted.allowLockout === true ? undefined : partRemovalRefusal(user, operation, key, present, wanted);
  if (refusal !== undefined) throw new RefusedError(refusal);
  if (wanted.accessList === undefined || wanted.accessList.length === 0 || present.entries.length > 0) return;
  const text = `${operation} ${named(key)}: it is the key that ${user} uses, and its access list was empty: now only ${wanted.accessList.join(", ")} can use it`;
  // An adoption gets here in its check and in its create.
  const warned = context.run.memo.get(restrictionsWarned, () => new Set());
  if (!warned.has(text)) context.warn(text);
  warned.add(text);
}

const restrictionsWarned: MemoKey<Set<string>> = { name: "warnings about keys that become restricted" };

function partRemovalRefusal(
  user: string,
  operation: "Adopt" | "Update",
  key: KeyName,
  present: PresentParts,
  { projectRoles, accessList }: Parts,
): string | undefined {
  const removedRoles =
    projectRoles === undefined ? [] : removedProjectRoles(present.projectRoles, projectRoles);
  if (removedRoles.length > 0) {
    return `${operation} ${named(key)}: it is the key that ${user} uses, and this takes ${removedRoles.join("; ")} from it. Use other credentials, or set allowLockout: true`;
  }
  const removed = accessList === undefined ? [] : unlistedEntries(present.entries, accessList);
  return entryRemovalRefusal(
    user,
    operation,
    keyHolder(key.apiKeyId),
    removed.map(({ id }) => id),
  );
}

/** The wanted roles, with the present ones in place of unknown ones; the update checks those again. */
function knownRoles(present: ProjectRoles = {}, wanted: unknown): Record<string, string[]> | undefined {
  if (wanted === undefined || wanted === UNKNOWN) return undefined;
  return Object.fromEntries(
    Object.entries(wanted as Record<string, unknown>).map(([id, roles]) => [
      id,
      hasUnknown(roles) ? [...(present[id] ?? [])] : (roles as string[]),
    ]),
  );
}
