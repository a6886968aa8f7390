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

/** The objects that the resource manages: the key, and its project roles and access list if the inputs have them. */
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

/** The state of a key, without the outputs that only its create returns. */
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
 * The key's roles in its organization. Atlas adds ORG_MEMBER to keys without another role there, so it is ignored beside
 * other roles, unless the program lists it.
 */
export function ownRoles(orgId: string, key: ApiKey, wanted: readonly string[] | undefined): string[] {
  const roles = rolesIn(key.roles, "organization", orgId);
  if (wanted === undefined || wanted.includes("ORG_MEMBER") || roles.length < 2) return roles;
  return roles.filter((role) => role !== "ORG_MEMBER");
}
