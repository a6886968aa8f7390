/** Names of Atlas objects, to find two resources that declare the same object. Unknown and invalid ids have none. */
import type { ManagedObject } from "../core/declared-objects";
import { isObjectId } from "./ids";

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

/** The roles that an API key has in one project. */
export function projectRolesObject(projectId: unknown, apiKeyId: unknown): readonly ManagedObject[] {
  if (!isObjectId(projectId) || !isObjectId(apiKeyId)) return [];
  const name = `the roles of API key ${apiKeyId} in project ${projectId}`;
  return [{ name, partOf: keyName(apiKeyId), within: allProjectRolesName(apiKeyId) }];
}

/** The roles that an API key has in all projects, including projects without a role. */
export function allProjectRolesObject(apiKeyId: unknown): readonly ManagedObject[] {
  if (!isObjectId(apiKeyId)) return [];
  return [{ name: allProjectRolesName(apiKeyId), partOf: keyName(apiKeyId) }];
}

function allProjectRolesName(apiKeyId: string): string {
  return `the roles of API key ${apiKeyId} in all projects`;
}

/** The access list of an API key. */
export function accessListObject(apiKeyId: unknown): readonly ManagedObject[] {
  if (!isObjectId(apiKeyId)) return [];
  return [{ name: `the access list of API key ${apiKeyId}`, partOf: keyName(apiKeyId) }];
}

/** Name of a key in messages. */
export function keyName(apiKeyId: string): string {
  return `API key ${apiKeyId}`;
}
