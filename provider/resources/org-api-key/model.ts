import type { ApiKey } from "../../atlas/endpoints/org-api-keys";
import { accessListObject, allProjectRolesObject, keyObject } from "../../atlas/objects";
import { rolesIn } from "../../atlas/roles";
import type { ManagedObject } from "../../core/declared-objects";
import type { OrgApiKeyInputs, OrgApiKeyState } from "./schema";

/** Body of a create, or of an update of only the fields that changed. Roles, when sent, are the complete list. */
export function toBody(
  inputs: OrgApiKeyInputs,
  changed: ReadonlySet<string> = new Set(["description", "roles"]),
) {
  return {
    ...(changed.has("description") ? { desc: inputs.description } : {}),
    ...(changed.has("roles") ? { roles: inputs.roles } : {}),
  };
}

/** What the resource manages: the key, and of its project roles and access list what the program gives. */
export function managedObjects({
  apiKeyId,
  adopt,
  projectRoles,
  accessList,
}: Partial<OrgApiKeyState>): readonly ManagedObject[] {
  const id = apiKeyId ?? adopt?.apiKeyId;
  return [
    ...keyObject(id),
    ...(projectRoles === undefined ? [] : allProjectRolesObject(id)),
    ...(accessList === undefined ? [] : accessListObject(id)),
  ];
}

/** The key as the state holds it, but for what only its creation knows. */
export function toState(
  orgId: string,
  key: ApiKey,
  wanted: readonly string[] | undefined,
): Partial<OrgApiKeyState> {
  return {
    orgId,
    description: key.desc,
    roles: ownRoles(orgId, key, wanted),
    apiKeyId: key.id,
    publicKey: key.publicKey,
  };
}

/**
 * The key's roles in its organization. Atlas adds ORG_MEMBER by itself to keys that would have no other role
 * there: beside others it is nobody's drift, unless the program lists it.
 */
export function ownRoles(orgId: string, key: ApiKey, wanted: readonly string[] | undefined): string[] {
  const roles = rolesIn(key.roles, "organization", orgId);
  if (wanted === undefined || wanted.includes("ORG_MEMBER") || roles.length < 2) return roles;
  return roles.filter((role) => role !== "ORG_MEMBER");
}
