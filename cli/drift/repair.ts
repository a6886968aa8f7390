import type { ManagedResource } from "../pulumi/managed-resources";
import type { Status } from "./report";

/** What an `up` would do with a resource. */
export type PlannedAction = "create" | "update" | "replace" | "delete" | "keep";

const nouns: Readonly<Record<string, string>> = {
  OrgApiKey: "the key",
  OrgApiKeyAccessList: "the access list",
  Organization: "the organization",
  OrganizationDelegationSettings: "the delegation settings",
  OrganizationSettings: "the settings",
  ProjectApiKeyAssignment: "the assignment",
};

/** One sentence: what `pulumi up --refresh` would do; undefined if nothing. */
export function describeRepair(
  status: Status,
  action: PlannedAction,
  type: string,
  stored: ManagedResource | undefined,
): string | undefined {
  const noun = nouns[type] ?? "it";
  switch (status) {
    case "in sync":
    case "ignored by the program":
      return undefined;
    case "not readable":
      return `use credentials that can read ${noun}; its status is unknown`;
    case "deleted in Atlas":
      return action === "delete"
        ? `\`pulumi up --refresh\` removes ${noun} from the state`
        : `\`pulumi up --refresh\` ${describeRecreate(type, stored)}`;
    case "changed in Atlas":
      if (action === "keep")
        return `\`pulumi up --refresh\` changes ${noun} back to what the program declares`;
      break;
    case "not applied":
      break;
  }
  return `\`pulumi up --refresh\` ${describeAction(action, type, noun, stored)}`;
}

function describeAction(
  action: PlannedAction,
  type: string,
  noun: string,
  stored: ManagedResource | undefined,
): string {
  switch (action) {
    case "create":
      return type === "OrgApiKey" ? "creates the key, with a new private key" : `creates ${noun}`;
    case "replace":
      return type === "OrgApiKey"
        ? "creates another key with a new private key and deletes this one: its clients need the new private key"
        : `replaces ${noun}`;
    case "delete":
      if (mayRestore(stored))
        return stored?.state.restoreOnDestroy === true
          ? `restores ${noun} from before this stack managed them`
          : `leaves ${noun} as they are`;
      return staysInAtlas(stored)
        ? `removes ${noun} from the state and leaves it in Atlas`
        : `deletes ${noun}`;
    default:
      return `changes ${noun} to what the program declares`;
  }
}

/** Atlas cannot restore a deleted key: its private key was shown only once. */
function describeRecreate(type: string, stored: ManagedResource | undefined): string {
  switch (type) {
    case "OrgApiKey":
      return stored?.inputs.adopt === undefined
        ? "creates another key with a new id and a new private key: clients of the deleted key need the new private key"
        : "fails, because the key that `adopt` names was deleted; without `adopt`, it creates another key with a new id and a new private key";
    case "ProjectApiKeyAssignment":
      return "assigns the key to the project again; if the key was deleted too, it assigns the new key";
    case "OrgApiKeyAccessList":
      return "creates the entries again; if the key was deleted too, it creates them for the new key";
    default:
      return `creates ${nouns[type] ?? "it"} again`;
  }
}

/** Whether destroying a resource leaves the object in Atlas: by its own inputs or the option `retainOnDelete`. */
export function staysInAtlas(stored: ManagedResource | undefined): boolean {
  if (stored === undefined) return false;
  const { state, definition, isRetained } = stored;
  if (isRetained || state.forgetOnDestroy === true) return true;
  if (mayRestore(stored)) return state.restoreOnDestroy !== true;
  // Without any entry a key could be used from every address, so entries stay even if the resource created them.
  const staysByDefault = state.adopted === true || definition.name === "OrgApiKeyAccessList";
  return staysByDefault && state.deleteOnDestroy !== true;
}

/** Settings are never deleted: a destroy leaves them, or restores the original ones. */
function mayRestore(stored: ManagedResource | undefined): boolean {
  return stored?.definition.inputs.some(({ name }) => name === "restoreOnDestroy") === true;
}
