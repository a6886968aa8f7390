import type { OrganizationReport, Principal } from "./access-matrix";
import { compareStrings } from "./compare-strings";
import type { ReadOrganization } from "./organizations";
import { accountPrincipal, keyPrincipal, type PrincipalOptions } from "./principals";
import { addUnmanagedEntries, type EntryOptions } from "./unmanaged-entries";

/** How to report an organization. */
export interface OrganizationOptions extends PrincipalOptions, EntryOptions {
  /** Whether to read access lists that no stack manages, with one request for each. */
  readonly readUnmanagedEntries: boolean;
}

/** The access in an organization, each part with its ownership. */
export async function organizationReport(
  organization: ReadOrganization,
  options: OrganizationOptions,
): Promise<OrganizationReport> {
  const { id, name, projects, notReadable } = organization.inventory;
  const all = principalsOf(organization, options);
  const { principals, notReadable: unreadLists } = options.readUnmanagedEntries
    ? await addUnmanagedEntries(organization, all, options)
    : { principals: all, notReadable: [] };
  return {
    id,
    ...(name !== undefined && { name }),
    projects: projects
      .map((project) => ({ id: project.id, name: project.name }))
      .sort((a, b) => compareStrings(a.name, b.name) || compareStrings(a.id, b.id)),
    principals,
    notReadable: [...notReadable, ...unreadLists],
  };
}

function principalsOf({ inventory }: ReadOrganization, options: OrganizationOptions): readonly Principal[] {
  const { id, keys, accounts } = inventory;
  const principals = [
    ...keys.map((key) => keyPrincipal(key, id, options)),
    ...accounts.map((account) => accountPrincipal(account, id, options)),
  ];
  return principals.sort(
    (a, b) =>
      compareStrings(a.kind, b.kind) || compareStrings(a.label, b.label) || compareStrings(a.id, b.id),
  );
}
