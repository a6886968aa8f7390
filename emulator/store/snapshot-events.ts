import type { Organization, World } from "./snapshot";
import { accountChanges, type Change, keyChanges } from "./principal-events";
import { organizationChanges, projectChanges } from "./resource-events";

/** What differs between two worlds, by organization: what a person did who made the one of the other. */
export function worldChanges(before: World, after: World): [Organization, Change[]][] {
  return [...after.organizations.values()].map((organization) => [
    organization,
    changesIn(before.organizations.get(organization.id), organization),
  ]);
}

function changesIn(before: Organization | undefined, after: Organization): Change[] {
  return [
    ...organizationChanges(before, after),
    ...paired(before?.projects, after.projects, projectChanges),
    ...paired(before?.apiKeys, after.apiKeys, keyChanges),
    ...paired(before?.serviceAccounts, after.serviceAccounts, accountChanges),
  ].filter((change) => !isOfGoneProject(change, after));
}

/** Roles that go with their project leave no event of their own. */
function isOfGoneProject({ groupId, inOrganization }: Change, { projects }: Organization): boolean {
  return groupId !== undefined && !inOrganization && !projects.has(groupId);
}

function paired<T>(
  before: ReadonlyMap<string, T> | undefined,
  after: ReadonlyMap<string, T>,
  changes: (before: T | undefined, after: T | undefined) => Change[],
): Change[] {
  const ids = new Set([...(before?.keys() ?? []), ...after.keys()]);
  return [...ids].flatMap((id) => changes(before?.get(id), after.get(id)));
}
