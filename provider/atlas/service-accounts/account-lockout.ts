import { entryRemovalRefusal } from "../access-list/lockout";
import { type ProjectRoles, removedProjectRoles } from "../assignments";
import type { AtlasContext } from "../context";

const owner = "ORG_OWNER";

/** How the user permits a delete or a replacement, which use the flags of the state. */
export const permitFirst = "apply allowLockout: true in an `up` of its own first";

/** For messages: `service account mdb_sa_id_… ("ci")`. */
export function namedAccount({
  clientId,
  name,
}: {
  clientId?: string | undefined;
  name?: string | undefined;
}) {
  return `service account ${clientId}${name === undefined ? "" : ` ("${name}")`}`;
}

/** Why an account cannot be deleted or replaced: it is in use; undefined when it can. */
export function removalRefusal(
  context: AtlasContext,
  operation: "Replace" | "Delete" | "Unassign",
  account: { readonly clientId?: string | undefined; readonly name?: string | undefined },
): string | undefined {
  const user = account.clientId === undefined ? undefined : context.accountConsumer(account.clientId);
  if (user === undefined) return undefined;
  return `${operation} ${namedAccount(account)}: it is the account that ${user} uses. Use other credentials, or ${permitFirst}`;
}

/** Why a list of organization roles cannot be given to an account in use; undefined when it can. */
export function demotionRefusal(
  context: AtlasContext,
  clientId: string,
  operation: string,
  present: readonly string[] | undefined,
  roles: readonly string[],
): string | undefined {
  if (roles.includes(owner)) return undefined;
  const caller = context.caller();
  const isCaller = caller !== undefined && "clientId" in caller && caller.clientId === clientId;
  // The caller is an owner whatever the state shows; the account of another profile only if the state shows it.
  if (!isCaller && present?.includes(owner) !== true) return undefined;
  const user = context.accountConsumer(clientId);
  if (user === undefined) return undefined;
  return `${operation}: it is the account that ${user} uses, and this takes ${owner} from it. Use other credentials, or set allowLockout: true`;
}

/** The parts of an account, as they are and as they are to be; undefined for a part that does not change. */
interface PartChange {
  readonly clientId: string;
  readonly operation: "Adopt" | "Update";
  readonly present: { readonly projectRoles: ProjectRoles; readonly entries: readonly string[] };
  readonly projectRoles: ProjectRoles | undefined;
  readonly accessList: readonly string[] | undefined;
}

/** Why an account in use cannot lose project roles or entries; undefined when it can. */
export function partsRefusal(
  context: AtlasContext,
  subject: string,
  { clientId, operation, present, projectRoles, accessList }: PartChange,
): string | undefined {
  const user = context.accountConsumer(clientId);
  if (user === undefined) return undefined;
  const lost = projectRoles === undefined ? [] : removedProjectRoles(present.projectRoles, projectRoles);
  if (lost.length > 0)
    return `${operation} ${subject}: it is the account that ${user} uses, and this takes ${lost.join("; ")} from it. Use other credentials, or set allowLockout: true`;
  const removed = accessList === undefined ? [] : present.entries.filter((id) => !accessList.includes(id));
  return entryRemovalRefusal(user, operation, accountHolder(clientId), removed);
}

/** The holder of an access list, for messages. */
export const accountHolder = (clientId: string | undefined) =>
  ({ name: `service account ${clientId}`, noun: "account" }) as const;
