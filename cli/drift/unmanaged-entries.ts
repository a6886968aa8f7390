import { readAccessList } from "../inventory/organization";
import { mapWithConcurrency } from "../map-with-concurrency";
import type { Principal } from "./access-matrix";
import type { AllowList } from "./allow-list";
import type { ManagedAccess } from "./managed-access";
import type { ReadOrganization } from "./organizations";

export interface EntryOptions {
  readonly managed: ManagedAccess;
  readonly allowList: AllowList;
  readonly onProgress: (done: number, total: number) => void;
}

/** Concurrent reads of access lists. */
const concurrency = 8;

/** Reads the access lists that no stack manages, and adds their entries that are not allowed. */
export async function addUnmanagedEntries(
  { inventory, withCredentials }: ReadOrganization,
  principals: readonly Principal[],
  { managed, allowList, onProgress }: EntryOptions,
): Promise<{ principals: readonly Principal[]; notReadable: readonly string[] }> {
  const unmanaged = principals.filter(({ id }) => !managed.managesAccessList(id));
  const lists = await mapWithConcurrency(
    unmanaged,
    concurrency,
    (principal) => withCredentials((context) => readAccessList(context, inventory.id, principal)),
    onProgress,
  );
  const entries = new Map(unmanaged.map(({ id }, at) => [id, lists[at]]));
  const notReadable: string[] = [];
  const withEntries = principals.map((principal) => {
    const { kind, id } = principal;
    if (!entries.has(id)) return { ...principal, unmanagedEntries: [] };
    const list = entries.get(id);
    if (list !== undefined)
      return { ...principal, unmanagedEntries: list.filter((entry) => !allowList.allowsEntry(id, entry)) };
    notReadable.push(`access list of ${kind} ${id}: not readable with these credentials`);
    return principal;
  });
  return { principals: withEntries, notReadable };
}
