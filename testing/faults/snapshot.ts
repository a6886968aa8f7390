import type { Seed, SeedApiKey, SeedSecret, SeedServiceAccount } from "../../emulator";
import { seed } from "../emulator/seed";

/** What a snapshot has beyond the tests' seed. */
export interface Additions {
  readonly keys: readonly SeedApiKey[];
  readonly accounts: readonly SeedServiceAccount[];
  /** Secrets of all accounts. */
  readonly secrets: readonly SeedSecret[];
  readonly organizations: readonly { readonly id?: string | undefined; readonly name: string }[];
}

const first = seed();
const known = new Set<string | undefined>([
  ...first.organizations.map(({ id }) => id),
  ...first.organizations.flatMap(({ apiKeys = [] }) => apiKeys.map(({ id }) => id)),
  ...accountsOf(first).flatMap(({ clientId, secrets = [] }) => [clientId, ...secrets.map(({ id }) => id)]),
  ...first.organizations.flatMap(({ projects = [] }) => projects.map(({ id }) => id)),
]);

export function additionsOf(seedNow: Seed): Additions {
  const { organizations } = seedNow;
  const accounts = accountsOf(seedNow);
  return {
    accounts: accounts.filter(({ clientId }) => !known.has(clientId)),
    secrets: accounts.flatMap(({ secrets = [] }) => secrets).filter(({ id }) => !known.has(id)),
    keys: organizations.flatMap(({ apiKeys = [] }) => apiKeys).filter(({ id }) => !known.has(id)),
    organizations: organizations.filter(({ id }) => !known.has(id)),
  };
}

/** All service accounts of a snapshot. */
export function accountsOf({ organizations }: Seed): readonly SeedServiceAccount[] {
  return organizations.flatMap(({ serviceAccounts = [] }) => serviceAccounts);
}

/** The random part of the marker that a rotating key has in its description. */
const rotationId = /(?<=\[rotation )[0-9a-f]{24}/;

/** An account that a destroy in its project leaves in the organization: without a role but that of every member. */
function isUnassigned({ clientId, roles = [] }: SeedServiceAccount): boolean {
  return !known.has(clientId) && roles.every((role) => role === "ORG_MEMBER");
}

/**
 * A snapshot as one text: new ids read alike, and the objects to leave out are left out, as are accounts that only their
 * organization has.
 */
export function snapshotOf({ organizations }: Seed, without: ReadonlySet<string | undefined>): string {
  const name = (id: string | undefined) => (known.has(id) ? id : "new");
  const shown = organizations
    .filter(({ id }) => !without.has(id))
    .map((organization) => ({
      id: name(organization.id),
      name: organization.name,
      skipsAlerts: organization.skipDefaultAlertsSettings ?? false,
      settings: sorted(Object.entries(organization.settings ?? {}), (setting) => setting),
      delegationSettings: sorted(Object.entries(organization.delegationSettings ?? {}), (setting) => setting),
      keys: sorted(
        organization.apiKeys?.filter(({ id }) => !without.has(id)),
        (key) => ({
          id: name(key.id),
          desc: key.desc?.replace(rotationId, "new"),
          roles: sorted(key.roles, ({ roleName, orgId, groupId }) => [roleName, name(orgId ?? groupId)]),
          accessList: sorted(key.accessList, (entry) => (typeof entry === "string" ? entry : entry.address)),
        }),
      ),
      accounts: sorted(
        organization.serviceAccounts?.filter(
          (account) => !without.has(account.clientId) && !isUnassigned(account),
        ),
        (account) => ({
          id: name(account.clientId),
          name: account.name,
          description: account.description,
          roles: sorted(account.roles, (role) =>
            typeof role === "string" ? role : [role.roleName, name(role.orgId ?? role.groupId)],
          ),
          accessList: sorted(account.accessList, (entry) =>
            typeof entry === "string" ? entry : entry.address,
          ),
          secrets: sorted(
            account.secrets?.filter(({ id }) => !without.has(id)),
            ({ id }) => name(id),
          ),
        }),
      ),
    }));
  return JSON.stringify(sorted(shown, (part) => part));
}

function sorted<Item>(items: readonly Item[] | undefined, show: (item: Item) => unknown): string[] {
  return (items ?? []).map((item) => JSON.stringify(show(item))).sort();
}
