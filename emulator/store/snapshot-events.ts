import type { Organization } from "../types/resources";
import { apiKeyEvents, type NewEvent, serviceAccountEvents } from "./principal-events";
import { organizationEvents, projectEvents } from "./resource-events";
import type { Snapshot } from "./snapshot";

/** The events of all differences between two snapshots, by organization. */
export function snapshotEvents(before: Snapshot, after: Snapshot): [Organization, NewEvent[]][] {
  return [...after.organizations.values()].map((organization) => [
    organization,
    changesIn(before.organizations.get(organization.id), organization),
  ]);
}

function changesIn(before: Organization | undefined, after: Organization): NewEvent[] {
  return [
    ...organizationEvents(before, after),
    ...paired(before?.projects, after.projects, projectEvents),
    ...paired(before?.apiKeys, after.apiKeys, apiKeyEvents),
    ...paired(before?.serviceAccounts, after.serviceAccounts, serviceAccountEvents),
  ].filter((change) => !isOfGoneProject(change, after));
}

/** Roles that were removed with their project have no event of their own. */
function isOfGoneProject({ groupId, inOrganization }: NewEvent, { projects }: Organization): boolean {
  return groupId !== undefined && !inOrganization && !projects.has(groupId);
}

function paired<T>(
  before: ReadonlyMap<string, T> | undefined,
  after: ReadonlyMap<string, T>,
  changes: (before: T | undefined, after: T | undefined) => NewEvent[],
): NewEvent[] {
  const ids = new Set([...(before?.keys() ?? []), ...after.keys()]);
  return [...ids].flatMap((id) => changes(before?.get(id), after.get(id)));
}
