import type { Entry } from "../access-list/entry";
import type { Endpoint } from "../endpoint";
import {
  createProjectServiceAccount,
  getProjectServiceAccount,
  listProjectServiceAccounts,
  updateProjectServiceAccount,
} from "../endpoints/project-service-accounts";
import {
  addProjectServiceAccountAccessEntries,
  addServiceAccountAccessEntries,
  listProjectServiceAccountAccessEntries,
  listServiceAccountAccessEntries,
  removeProjectServiceAccountAccessEntry,
  removeServiceAccountAccessEntry,
} from "../endpoints/service-account-access-lists";
import {
  type CreatedSecret,
  createProjectServiceAccountSecret,
  createServiceAccountSecret,
  deleteProjectServiceAccountSecret,
  deleteServiceAccountSecret,
} from "../endpoints/service-account-secrets";
import {
  type CreatedServiceAccount,
  createServiceAccount,
  getServiceAccount,
  listServiceAccounts,
  type ServiceAccount,
  updateServiceAccount,
} from "../endpoints/service-accounts";
import type { Page } from "../paging";
import type { RoleScope } from "../roles";

/**
 * The requests on service accounts at one of two levels: an organization's, or a project's. Their paths, their roles and what a
 * caller needs for them differ; bodies and responses do not.
 */
export interface AccountLevel {
  /** Where the roles of a request apply. */
  readonly scope: RoleScope;
  /** Name of the container's id in paths, inputs and ids. */
  readonly container: "orgId" | "projectId";
  readonly get: Endpoint<string, ServiceAccount>;
  readonly list: Endpoint<string, Page<ServiceAccount>>;
  readonly create: Endpoint<string, CreatedServiceAccount>;
  readonly update: Endpoint<string, ServiceAccount>;
  readonly createSecret: Endpoint<string, CreatedSecret>;
  readonly deleteSecret: Endpoint<string>;
  readonly listEntries: Endpoint<string, Page<Entry>>;
  readonly addEntries: Endpoint<string>;
  readonly removeEntry: Endpoint<string>;
}

export const organizationLevel: AccountLevel = {
  scope: "organization",
  container: "orgId",
  get: getServiceAccount,
  list: listServiceAccounts,
  create: createServiceAccount,
  update: updateServiceAccount,
  createSecret: createServiceAccountSecret,
  deleteSecret: deleteServiceAccountSecret,
  listEntries: listServiceAccountAccessEntries,
  addEntries: addServiceAccountAccessEntries,
  removeEntry: removeServiceAccountAccessEntry,
};

export const projectLevel: AccountLevel = {
  scope: "project",
  container: "projectId",
  get: getProjectServiceAccount,
  list: listProjectServiceAccounts,
  create: createProjectServiceAccount,
  update: updateProjectServiceAccount,
  createSecret: createProjectServiceAccountSecret,
  deleteSecret: deleteProjectServiceAccountSecret,
  listEntries: listProjectServiceAccountAccessEntries,
  addEntries: addProjectServiceAccountAccessEntries,
  removeEntry: removeProjectServiceAccountAccessEntry,
};

/** An organization or a project, at its level. */
export interface Container {
  readonly level: AccountLevel;
  readonly containerId: string;
}

/** A service account as it is addressed at a level. */
export interface AccountRef extends Container {
  readonly clientId: string;
}

export function containerPath({ level, containerId }: Container): Record<string, string> {
  return { [level.container]: containerId };
}

export function accountPath(ref: AccountRef): Record<string, string> {
  return { ...containerPath(ref), clientId: ref.clientId };
}

/** For messages: `organization 5f…`. */
export function containerName({ level, containerId }: Container): string {
  return `${level.scope} ${containerId}`;
}

/** For messages: `service account mdb_sa_id_… in organization 5f…`. */
export function accountText(ref: AccountRef): string {
  return `service account ${ref.clientId} in ${containerName(ref)}`;
}
