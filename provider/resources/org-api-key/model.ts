import { ownRoles } from "../../atlas/api-keys/content";
import type { ApiKey } from "../../atlas/endpoints/org-api-keys";
import { accessListObject, allProjectRolesObject, keyObject } from "../../atlas/objects";
import type { ManagedObject } from "../../core/declared-objects";
import type { OrgApiKeyState } from "./schema";

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
