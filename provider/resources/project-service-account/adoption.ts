import { rolesLost } from "../../atlas/assignments";
import type { AtlasContext } from "../../atlas/context";
import type { ServiceAccount } from "../../atlas/endpoints/service-accounts";
import { namedAccount } from "../../atlas/service-accounts/account-lockout";
import { projectLevel } from "../../atlas/service-accounts/level";
import { listedAccounts } from "../../atlas/service-accounts/lookup";
import { duplicateReason } from "../../core/declared-objects";
import { deepEqual } from "../../core/deep-equal";
import type { PlannedChange } from "../../core/definition";
import { MissingError, RefusedError } from "../../core/errors";
import { hasUnknown } from "../../core/unknown";
import { rolesRefusal } from "./lockout";
import { containerOf, managedObjects, resource, rolesOf, subject, toBody } from "./model";
import type { ProjectAccountInputs, ProjectAccountOutputs, ProjectAccountState } from "./schema";

/** Adopts the account that `adopt` names, and changes only what differs from the inputs. */
export async function adoptAccount(
  context: AtlasContext,
  inputs: ProjectAccountInputs,
): Promise<ProjectAccountOutputs> {
  const account = await declaredAccount(context, inputs);
  const changed = differing(inputs, account);
  assertRolesKept(context, inputs, account);
  if (changed.size > 0) {
    const path = { projectId: inputs.projectId, clientId: account.id };
    await context.atlas.call(projectLevel.update, { path, body: toBody(inputs, changed) });
  }
  const { id: clientId, createdAt } = account;
  return { clientId, ...(createdAt === undefined ? {} : { createdAt }), adopted: true };
}

/** Warnings of what adopting the account changes. */
export async function adoptionWarnings(
  context: AtlasContext,
  inputs: ProjectAccountInputs,
): Promise<readonly string[]> {
  const account = await declaredAccount(context, inputs);
  assertRolesKept(context, inputs, account);
  const present = rolesOf(account);
  const lost = rolesLost({ present, wanted: inputs.roles });
  const gained = rolesLost({ present: inputs.roles, wanted: present });
  const renamed = (["name", "description"] as const).filter((field) => account[field] !== inputs[field]);
  const texts = [
    ...(lost.length > 0 ? [`it loses ${lost.join(", ")}`] : []),
    ...(gained.length > 0 ? [`it gains ${gained.join(", ")}`] : []),
    ...renamed.map((field) => `its ${field} changes from "${account[field]}" to "${inputs[field]}"`),
  ];
  return texts.length === 0
    ? []
    : [`${subject(inputs)}: adopting service account ${account.id}: ${texts.join("; ")}`];
}

/** Why `adopt` cannot name an account other than the managed one; undefined when it can. `adopt` is used only at creation. */
export function refuseOtherAccount({
  action,
  state,
  inputs,
}: PlannedChange<ProjectAccountInputs, Partial<ProjectAccountState>>): string | undefined {
  const adopt = inputs?.adopt;
  // An unknown reference may name this account; the update checks it again.
  if (action !== "update" || adopt === undefined || hasUnknown(adopt) || deepEqual(adopt, state.adopt))
    return undefined;
  const { clientId, name } = adopt as NonNullable<ProjectAccountInputs["adopt"]>;
  const isItself =
    clientId === undefined ? [state.name, inputs?.name].includes(name) : clientId === state.clientId;
  if (isItself) return undefined;
  return (
    `Update ${namedAccount(state)}: adopt names another account (${clientId ?? name}), and it is used only at creation. ` +
    "Leave adopt out, or declare a resource for the other account"
  );
}

/** The account that `adopt` names; declares it for this resource. Throws when another resource declares it. */
async function declaredAccount(context: AtlasContext, inputs: ProjectAccountInputs): Promise<ServiceAccount> {
  const account = await referredAccount(context, inputs);
  const objects = managedObjects({ ...inputs, clientId: account.id });
  const other = context.run.declare(resource, inputs, objects);
  if (other !== undefined) throw new RefusedError(`${subject(inputs)}: ${duplicateReason(other)}`);
  return account;
}

async function referredAccount(context: AtlasContext, inputs: ProjectAccountInputs): Promise<ServiceAccount> {
  const { clientId, name } = inputs.adopt ?? {};
  const accounts = await listedAccounts(context, containerOf(inputs));
  const found = accounts.filter((account) => account.id === clientId || account.name === name);
  const reference = clientId === undefined ? `the name "${name}"` : `the clientId ${clientId}`;
  const [account] = found;
  if (account === undefined)
    throw new MissingError(
      `${subject(inputs)}: the project has no service account with ${reference} to adopt. Check adopt, or leave it out to create a new account`,
    );
  if (found.length === 1) return account;
  throw new RefusedError(
    `${subject(inputs)}: ${found.length} service accounts have ${reference}: ${found.map(({ id }) => id).join(", ")}. Name the one to adopt by its clientId`,
  );
}

/** @throws RefusedError when an account in use would lose roles */
function assertRolesKept(context: AtlasContext, inputs: ProjectAccountInputs, account: ServiceAccount): void {
  const removed = rolesLost({ present: rolesOf(account), wanted: inputs.roles });
  const own = { ...inputs, clientId: account.id };
  const refusal = inputs.allowLockout === true ? undefined : rolesRefusal(context, "Adopt", own, removed);
  if (refusal !== undefined) throw new RefusedError(refusal);
}

function differing(inputs: ProjectAccountInputs, account: ServiceAccount): ReadonlySet<string> {
  return new Set([
    ...(account.name === inputs.name ? [] : ["name"]),
    ...(account.description === inputs.description ? [] : ["description"]),
    ...(deepEqual(rolesOf(account), inputs.roles) ? [] : ["roles"]),
  ]);
}
