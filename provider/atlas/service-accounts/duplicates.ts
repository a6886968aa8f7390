import { aliasOption } from "../../core/declared-objects";
import { RefusedError } from "../../core/errors";
import type { AtlasContext } from "../context";
import type { ServiceAccount } from "../endpoints/service-accounts";
import { undefinedOnError } from "../sole-organization";
import { type Container, containerName } from "./level";
import { listedAccounts } from "./lookup";
import { timeText } from "./secret-texts";

/** A resource that is about to make an account. */
interface NewAccountName {
  /** Type name of the resource. */
  readonly resource: string;
  readonly name: string;
  readonly duplicates?: "warn" | "refuse" | undefined;
}

/** For messages: `ServiceAccount "ci" in organization 5f…`. */
export function accountSubject({ resource, name }: NewAccountName, container: Container): string {
  return `${resource} "${name}" in ${containerName(container)}`;
}

/**
 * Warns of existing accounts with the same name before another one is created: after a crash, such an account may be an
 * orphaned one. Returns the ids of all existing accounts. @throws RefusedError when the program refuses duplicates
 */
export async function warnOfDuplicates(
  context: AtlasContext,
  container: Container,
  account: NewAccountName,
): Promise<ReadonlySet<string>> {
  // Without the permission to list accounts, the create itself says which role it needs.
  const accounts = (await undefinedOnError(["permission"], () => listedAccounts(context, container))) ?? [];
  const found = duplicatesText(context, container, account, accounts);
  if (found !== undefined && account.duplicates === "refuse") {
    throw new RefusedError(
      `${found}. Delete it in Atlas, choose another name, or leave out duplicates: "refuse"`,
    );
  }
  if (found !== undefined) {
    context.warn(
      `${found}. If this run replaces it, it is deleted at the end of the run. If an interrupted run left it behind, nobody has its secret: delete it in Atlas`,
    );
  }
  return new Set(accounts.map(({ id }) => id));
}

/** The same for a preview, where a renamed resource looks like a new one. */
export async function duplicateWarnings(
  context: AtlasContext,
  container: Container,
  account: NewAccountName,
): Promise<readonly string[]> {
  const accounts = await listedAccounts(context, container);
  const found = duplicatesText(context, container, account, accounts);
  if (found === undefined) return [];
  const then =
    account.duplicates === "refuse"
      ? '`pulumi up` will refuse to make another one, since duplicates is "refuse"'
      : "`pulumi up` makes another one";
  return [`${found}. ${then}. If a resource was renamed or moved, add ${aliasOption} to keep its account`];
}

/** Without those that this run replaces; undefined without any. */
function duplicatesText(
  context: AtlasContext,
  container: Container,
  account: NewAccountName,
  accounts: readonly ServiceAccount[],
): string | undefined {
  const planFor = ({ id }: ServiceAccount) => context.run.planFor(`${container.containerId}/${id}`);
  const same = accounts.filter((other) => other.name === account.name && planFor(other) !== "replaced");
  if (same.length === 0) return undefined;
  const names = same.map(
    (other) => `${describeAccount(other)}${planFor(other) === undefined ? "" : " (managed by this stack)"}`,
  );
  const [count, verb] = same.length === 1 ? ["an account", "exists"] : [`${same.length} accounts`, "exist"];
  return `${accountSubject(account, container)}: ${count} of this name already ${verb}: ${names.join("; ")}`;
}

/** For messages: id and age. */
export function describeAccount({ id, createdAt }: ServiceAccount): string {
  return createdAt === undefined ? id : `${id}, created ${timeText(createdAt)}`;
}
