import { named } from "../../atlas/api-keys/content";
import { demotionRefusal, permitFirst } from "../../atlas/api-keys/owner-lockout";
import { refusePartsLockout } from "../../atlas/api-keys/parts-lockout";
import type { AtlasContext } from "../../atlas/context";
import { keyObject } from "../../atlas/objects";
import type { PlannedChange } from "../../core/definition";
import { UNKNOWN } from "../../core/unknown";
import { type KeySlot, slotsOf } from "./model";
import type { RotatingInputs, RotatingState } from "./schema";

type Change = PlannedChange<RotatingInputs, Partial<RotatingState>>;

/** Why a change cannot be made to one of the keys, because the provider uses it; undefined when it can. */
export function refuseLockout(context: AtlasContext, change: Change): string | undefined {
  for (const slot of slotsOf(change.state)) {
    const refusal =
      change.action === "update"
        ? updateRefusal(context, change, slot)
        : removalRefusal(context, change, slot);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}

function updateRefusal(context: AtlasContext, change: Change, slot: KeySlot): string | undefined {
  const { state, inputs, changed } = change;
  if (inputs?.allowLockout === true) return undefined;
  const roles = inputs?.roles;
  const name = { ...slot, description: state.description };
  const demotion =
    changed.has("roles") && roles !== undefined && roles !== UNKNOWN
      ? demotionRefusal(context, slot.publicKey, `Update ${named(name)}`, state.roles, roles)
      : undefined;
  return demotion ?? refusePartsLockout(context, { ...change, state: { ...state, ...slot } });
}

/** A key that another resource of the program declares is not removed. */
function removalRefusal(context: AtlasContext, change: Change, slot: KeySlot): string | undefined {
  const { state, action } = change;
  const isDeclared = keyObject(slot.apiKeyId).some(
    (object) => context.run.declared.get(object) !== undefined,
  );
  if (state.allowLockout === true || (action === "delete" && isDeclared)) return undefined;
  const user = context.keyConsumer(slot.publicKey);
  if (user === undefined) return undefined;
  const verb = action === "replace" ? "Replace" : "Delete";
  const name = named({ ...slot, description: state.description });
  return `${verb} ${name}: it is the key that ${user} uses. Use other credentials, or ${permitFirst}`;
}
