import type { Entry } from "../../atlas/access-list/entry";
import type { ProjectRoles } from "../../atlas/assignments";
import type { AtlasContext } from "../../atlas/context";
import { accountAccessList } from "../../atlas/service-accounts/access-list";
import { namedAccount, partsRefusal } from "../../atlas/service-accounts/account-lockout";
import { fetchProjectRoles } from "../../atlas/service-accounts/assignments";
import { RefusedError } from "../../core/errors";
import { type AccountPath, refOf } from "./model";
import type { ServiceAccountInputs } from "./schema";

/** The inputs about project roles and the access list; a part that is not given is not managed. */
export type Parts = Partial<Pick<ServiceAccountInputs, "projectRoles" | "accessList">>;

/** Both parts of an account as they are. */
export interface PresentParts {
  readonly projectRoles: ProjectRoles;
  readonly entries: readonly Entry[];
}

/** Reads only the parts that are given. */
export async function presentParts(
  context: AtlasContext,
  path: AccountPath,
  { projectRoles, accessList }: Parts,
): Promise<PresentParts> {
  return {
    projectRoles:
      projectRoles === undefined ? {} : await fetchProjectRoles(context, path.orgId, path.clientId),
    entries: accessList === undefined ? [] : await accountAccessList(context, refOf(path)).live(),
  };
}

/**
 * Before the first change. Warns when the first entries of an account in use restrict it.
 * @throws RefusedError when an account that the provider or another profile uses would lose project roles or entries
 */
export function assertPartsKept(
  context: AtlasContext,
  operation: "Adopt" | "Update",
  account: { readonly clientId: string; readonly name?: string | undefined },
  present: PresentParts,
  { projectRoles, accessList, allowLockout }: Parts & Pick<ServiceAccountInputs, "allowLockout">,
): void {
  const { clientId } = account;
  const entries = present.entries.map(({ id }) => id);
  const change = { clientId, operation, projectRoles, accessList };
  const found = { projectRoles: present.projectRoles, entries };
  const refusal =
    allowLockout === true
      ? undefined
      : partsRefusal(context, namedAccount(account), { ...change, present: found });
  if (refusal !== undefined) throw new RefusedError(refusal);
  const user = context.accountConsumer(clientId);
  if (user === undefined || accessList === undefined || accessList.length === 0 || entries.length > 0) return;
  context.warn(
    `${operation} ${namedAccount(account)}: it is the account that ${user} uses, and its access list was empty: now only ${accessList.join(", ")} can use it`,
  );
}
