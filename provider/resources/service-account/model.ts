import type { ServiceAccount } from "../../atlas/endpoints/service-accounts";
import { accessListObject, accountObject, allProjectRolesObject, secretObject } from "../../atlas/objects";
import { type AccountRef, organizationLevel } from "../../atlas/service-accounts/level";
import type { ManagedObject } from "../../core/declared-objects";
import type { ServiceAccountInputs, ServiceAccountState } from "./schema";

export type AccountPath = Readonly<Record<"orgId" | "clientId", string>>;

export function refOf({ orgId, clientId }: AccountPath): AccountRef {
  return { level: organizationLevel, containerId: orgId, clientId };
}

/** The account's own properties that an update sends. */
const ownFields = ["name", "description", "roles"] as const;

/** Body of an update of only the fields that changed. Roles, when sent, are the complete list. */
export function toBody(inputs: ServiceAccountInputs, changed: ReadonlySet<string>) {
  return Object.fromEntries(
    ownFields.filter((name) => changed.has(name)).map((name) => [name, inputs[name]]),
  );
}

/** The objects that the resource manages: the account, its initial secret, and its project roles and access list if given. */
export function managedObjects({
  clientId,
  adopt,
  secretId,
  projectRoles,
  accessList,
}: Partial<ServiceAccountState>): readonly ManagedObject[] {
  const id = clientId ?? adopt?.clientId;
  return [
    ...accountObject(id),
    ...secretObject(id, secretId),
    ...(projectRoles === undefined ? [] : allProjectRolesObject(id)),
    ...(accessList === undefined ? [] : accessListObject(id)),
  ];
}

/** The state of an account, without the outputs that only its create returns. */
export function toState(
  orgId: string,
  account: ServiceAccount,
  state: Partial<ServiceAccountState>,
): Partial<ServiceAccountState> {
  const initial = account.secrets.find(({ id }) => id === state.secretId);
  return {
    orgId,
    name: account.name,
    description: account.description,
    roles: ownRoles(account, state.roles),
    clientId: account.id,
    createdAt: account.createdAt,
    secretExpiresAt: initial?.expiresAt,
  };
}

/**
 * The account's roles in its organization. Every other role there includes ORG_MEMBER, so it is ignored beside other roles,
 * unless the program lists it.
 */
export function ownRoles(account: ServiceAccount, wanted: readonly string[] | undefined): string[] {
  const roles = [...new Set(account.roles)].sort();
  if (wanted === undefined || wanted.includes("ORG_MEMBER") || roles.length < 2) return roles;
  return roles.filter((role) => role !== "ORG_MEMBER");
}
