/** Names of Atlas objects, to find two resources that declare the same object. Unknown and invalid ids have none. */
import type { ManagedObject } from "../core/declared-objects";
import { isClientId, isObjectId } from "./ids";

/** An organization. */
export function organizationObject(orgId: unknown): readonly ManagedObject[] {
  return isObjectId(orgId) ? [{ name: `organization ${orgId}` }] : [];
}

/** Settings of an organization. @param noun `settings` or `delegation settings` */
export function settingsObject(noun: string, orgId: unknown): readonly ManagedObject[] {
  const [organization] = organizationObject(orgId);
  return organization === undefined
    ? []
    : [{ name: `the ${noun} of ${organization.name}`, partOf: organization.name }];
}

/** An API key. */
export function keyObject(apiKeyId: unknown): readonly ManagedObject[] {
  return isObjectId(apiKeyId) ? [{ name: keyName(apiKeyId) }] : [];
}

/** A service account. */
export function accountObject(clientId: unknown): readonly ManagedObject[] {
  return isClientId(clientId) ? [{ name: accountName(clientId) }] : [];
}

/** A secret of a service account. */
export function secretObject(clientId: unknown, secretId: unknown): readonly ManagedObject[] {
  if (!isClientId(clientId) || !isObjectId(secretId)) return [];
  return [{ name: secretName(clientId, secretId), partOf: accountName(clientId) }];
}

/** The roles that an API key or a service account has in one project. @param id `apiKeyId` or `clientId` */
export function projectRolesObject(projectId: unknown, id: unknown): readonly ManagedObject[] {
  const holder = holderName(id);
  if (!isObjectId(projectId) || holder === undefined) return [];
  const name = `the roles of ${holder} in project ${projectId}`;
  return [{ name, partOf: holder, within: allProjectRolesName(holder) }];
}

/** The roles that it has in all projects, including projects without a role. */
export function allProjectRolesObject(id: unknown): readonly ManagedObject[] {
  const holder = holderName(id);
  return holder === undefined ? [] : [{ name: allProjectRolesName(holder), partOf: holder }];
}

function allProjectRolesName(holder: string): string {
  return `the roles of ${holder} in all projects`;
}

/** The access list of an API key or a service account. */
export function accessListObject(id: unknown): readonly ManagedObject[] {
  const holder = holderName(id);
  return holder === undefined ? [] : [{ name: `the access list of ${holder}`, partOf: holder }];
}

/** Name of a key in messages. */
export function keyName(apiKeyId: string): string {
  return `API key ${apiKeyId}`;
}

/** Name of a service account in messages. */
export function accountName(clientId: string): string {
  return `service account ${clientId}`;
}

/** Name of a secret in messages. */
export function secretName(clientId: string, secretId: string): string {
  return `secret ${secretId} of ${accountName(clientId)}`;
}

/** Undefined for an unknown or invalid id. */
function holderName(id: unknown): string | undefined {
  if (isClientId(id)) return accountName(id);
  return isObjectId(id) ? keyName(id) : undefined;
}
