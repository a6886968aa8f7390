import type { ManagedResource } from "../pulumi/managed-resources";
import type { Status } from "./report";

/** What an `up` would do about a resource of the program; each class says it in its own words. */
export type PlannedAction = "create" | "update" | "replace" | "delete" | "keep";

const nouns: Readonly<Record<string, string>> = {
  OrgApiKey: "the key",
  OrgApiKeyAccessList: "the access list",
  Organization: "the organization",
  OrganizationDelegationSettings: "the delegation settings",
  OrganizationSettings: "the settings",
  ProjectApiKeyAssignment: "the assignment",
};

/** One sentence: what `pulumi up --refresh` would do. */
export function describeRepair(
  status: Status,
  plan: PlannedAction,
  type: string,
  stored: ManagedResource | undefined,
): string | undefined {
  const it = nouns[type] ?? "it";
  switch (status) {
    case "in step":
    case "ignored by the program":
      return undefined;
    case "not readable":
      return `use credentials that may read ${it}; nobody knows whether it is in step`;
    case "deleted in Atlas":
      return plan === "delete" ? `\`pulumi up --refresh\` forgets ${it}` : describeRecreate(type, stored);
    case "changed in Atlas":
      if (plan === "keep") return `\`pulumi up --refresh\` puts ${it} back to what the program says`;
      break;
    case "not applied":
      break;
  }
  return `\`pulumi up --refresh\` ${describeAction(plan, type, it, stored)}`;
}

function describeAction(
  plan: PlannedAction,
  type: string,
  it: string,
  stored: ManagedResource | undefined,
): string {
  switch (plan) {
    case "create":
      return type === "OrgApiKey" ? "creates the key, with a new private key" : `creates ${it}`;
    case "replace":
      return type === "OrgApiKey"
        ? "makes another key with a new private key and deletes this one: whoever uses it needs the new one"
        : `makes ${it} anew`;
    case "delete":
      if (mayRestore(stored))
        return stored?.state.restoreOnDestroy === true
          ? `puts ${it} back to what was there before this stack changed them`
          : `leaves ${it} as they are`;
      return staysInAtlas(stored) ? `forgets ${it}, which stays in Atlas` : `deletes ${it}`;
    default:
      return `brings ${it} to what the program says`;
  }
}

/** A key cannot come back: Atlas shows a private key once, and never makes the same one again. */
function describeRecreate(type: string, stored: ManagedResource | undefined): string {
  if (type === "OrgApiKey" && stored?.inputs.adopt !== undefined)
    return "`pulumi up --refresh` fails, since the key that `adopt` names is gone: without `adopt` it makes another key with a new id and a new private key";
  if (type === "OrgApiKey")
    return "`pulumi up --refresh` makes another key with a new id and a new private key: whoever used the deleted one needs the new one";
  if (type === "ProjectApiKeyAssignment")
    return "`pulumi up --refresh` assigns the key to the project again; where the key was deleted too, the one that replaces it";
  if (type === "OrgApiKeyAccessList")
    return "`pulumi up --refresh` fills the access list again, that of the key which replaces a deleted one";
  return `\`pulumi up --refresh\` makes ${nouns[type] ?? "it"} anew`;
}

/** Whether destroying it leaves what is in Atlas as it is: by its own inputs or the engine's option `retainOnDelete`. */
export function staysInAtlas(stored: ManagedResource | undefined): boolean {
  if (stored === undefined) return false;
  const { state, definition, isRetained } = stored;
  if (isRetained || state.forgetOnDestroy === true) return true;
  if (mayRestore(stored)) return state.restoreOnDestroy !== true;
  // Entries of an access list stay whoever made them: without them a key may be used from everywhere.
  const mayStay = state.adopted === true || definition.name === "OrgApiKeyAccessList";
  return mayStay && state.deleteOnDestroy !== true;
}

/** Settings are never deleted: a destroy leaves them, or puts back what was there before. */
function mayRestore(stored: ManagedResource | undefined): boolean {
  return stored?.definition.inputs.some(({ name }) => name === "restoreOnDestroy") === true;
}
