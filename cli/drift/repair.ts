import type { ManagedResource } from "../pulumi/managed-resources";
import type { Status } from "./report";

/** What an `up` would do with a resource. */
export type PlannedAction = "create" | "update" | "replace" | "delete" | "keep";

type Definition = ManagedResource["definition"];

/** One sentence: what `pulumi up --refresh` would do; undefined if nothing. */
export function describeRepair(
  status: Status,
  action: PlannedAction,
  definition: Definition,
  stored: ManagedResource | undefined,
): string | undefined {
  const noun = `the ${definition.traits.noun}`;
  switch (status) {
    case "in sync":
    case "ignored by the program":
      return undefined;
    case "not readable":
      return `use credentials that can read ${noun}; its status is unknown`;
    case "deleted in Atlas":
      return action === "delete"
        ? `\`pulumi up --refresh\` removes ${noun} from the state`
        : `\`pulumi up --refresh\` ${describeRecreate(definition, stored)}`;
    case "changed in Atlas":
      if (action === "keep")
        return `\`pulumi up --refresh\` changes ${noun} back to what the program declares`;
      break;
    case "not applied":
      break;
  }
  return `\`pulumi up --refresh\` ${describeAction(action, definition, stored)}`;
}

function describeAction(
  action: PlannedAction,
  definition: Definition,
  stored: ManagedResource | undefined,
): string {
  const { noun, issuesSecret: secret } = definition.traits;
  switch (action) {
    case "create":
      return secret === undefined ? `creates the ${noun}` : `creates the ${noun}, with a new ${secret}`;
    case "replace":
      return secret === undefined
        ? `replaces the ${noun}`
        : `creates another ${noun} with a new ${secret} and deletes this one: its clients need the new ${secret}`;
    case "delete":
      if (mayRestore(stored))
        return stored?.state.restoreOnDestroy === true
          ? `restores the ${noun} from before this stack managed them`
          : `leaves the ${noun} as they are`;
      return staysInAtlas(stored)
        ? `removes the ${noun} from the state and leaves it in Atlas`
        : `deletes the ${noun}`;
    default:
      return `changes the ${noun} to what the program declares`;
  }
}

/** Atlas cannot restore a deleted key or secret: its value was shown only once. */
function describeRecreate(definition: Definition, stored: ManagedResource | undefined): string {
  const { noun, recreation, issuesSecret: secret } = definition.traits;
  const issued =
    secret === undefined
      ? `creates the ${noun} again`
      : `creates another ${noun} with a new id and a new ${secret}`;
  const again = recreation ?? issued;
  if (typeof stored?.inputs.adopt === "object")
    return `fails, because the ${noun} that \`adopt\` names was deleted; without \`adopt\`, it ${again}`;
  return secret === undefined || recreation !== undefined
    ? again
    : `${again}: clients of the deleted ${noun} need the new ${secret}`;
}

/** Whether destroying a resource leaves the object in Atlas: by its own inputs or the option `retainOnDelete`. */
export function staysInAtlas(stored: ManagedResource | undefined): boolean {
  if (stored === undefined) return false;
  const { state, definition, isRetained } = stored;
  if (isRetained || state.forgetOnDestroy === true) return true;
  if (mayRestore(stored)) return state.restoreOnDestroy !== true;
  const staysByDefault = state.adopted === true || definition.traits.staysOnDestroy === true;
  return staysByDefault && state.deleteOnDestroy !== true;
}

/** Settings are never deleted: a destroy leaves them, or restores the original ones. */
function mayRestore(stored: ManagedResource | undefined): boolean {
  return stored?.definition.inputs.some(({ name }) => name === "restoreOnDestroy") === true;
}
