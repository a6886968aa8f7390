import { removedProjectRoles } from "../../atlas/assignments";
import type { AtlasContext } from "../../atlas/context";
import type { ServiceAccount } from "../../atlas/endpoints/service-accounts";
import { demotionRefusal } from "../../atlas/service-accounts/account-lockout";
import { deepEqual } from "../../core/deep-equal";
import { RefusedError } from "../../core/errors";
import { declaredAccount } from "./adopted-account";
import { assertOwnerKeptOnUpdate } from "./lockout";
import { type AccountPath, ownRoles } from "./model";
import { toPartialCreateError } from "./partial";
import { assertPartsKept, type PresentParts, presentParts } from "./parts";
import { AccountReconciler } from "./reconcile";
import type { ServiceAccountInputs, ServiceAccountOutputs } from "./schema";

/**
 * Adopts the account that `adopt` names, and changes only what differs from the inputs. Throws before any change when the
 * account is not found or ambiguous, or when one in use would lose access.
 */
export async function adoptAccount(
  context: AtlasContext,
  inputs: ServiceAccountInputs,
): Promise<ServiceAccountOutputs> {
  const account = await declaredAccount(context, inputs);
  const path = { orgId: inputs.orgId, clientId: account.id };
  const changed = differing(inputs, account);
  if (changed.has("roles")) await assertOwnersKept(context, inputs, account);
  const present = await presentParts(context, path, inputs);
  assertPartsKept(context, "Adopt", { clientId: account.id, name: account.name }, present, inputs);
  const outputs = {
    clientId: account.id,
    ...(account.createdAt === undefined ? {} : { createdAt: account.createdAt }),
    adopted: true,
  };
  const reconciliation = reconcilerOf(context, path, inputs, account, present);
  await reconciliation.run(changed).catch((error: unknown) => {
    throw reconciliation.changed
      ? toPartialCreateError(path, { ...inputs, ...outputs }, reconciliation.state, error)
      : error;
  });
  return outputs;
}

function reconcilerOf(
  context: AtlasContext,
  path: AccountPath,
  inputs: ServiceAccountInputs,
  account: ServiceAccount,
  present: PresentParts,
): AccountReconciler {
  const { name, description } = account;
  const own = { name, description, roles: ownRoles(account, inputs.roles) };
  return new AccountReconciler(context, path, inputs, { own, ...present });
}

/** Warnings of what adopting the account changes. */
export async function adoptionWarnings(
  context: AtlasContext,
  inputs: ServiceAccountInputs,
): Promise<readonly string[]> {
  const account = await declaredAccount(context, inputs);
  const path = { orgId: inputs.orgId, clientId: account.id };
  const present = await presentParts(context, path, inputs);
  assertPartsKept(context, "Adopt", { clientId: account.id, name: account.name }, present, inputs);
  const texts = changeTexts(inputs, account, present);
  if (texts.length === 0) return [];
  return [`ServiceAccount "${inputs.name}": adopting service account ${account.id}: ${texts.join("; ")}`];
}

function changeTexts(
  inputs: ServiceAccountInputs,
  account: ServiceAccount,
  present: PresentParts,
): readonly string[] {
  const live = ownRoles(account, inputs.roles);
  const lost = live.filter((role) => !inputs.roles.includes(role));
  const gained = inputs.roles.filter((role) => !live.includes(role));
  const { projectRoles, accessList } = inputs;
  const inProjects =
    projectRoles === undefined ? [] : removedProjectRoles(present.projectRoles, projectRoles);
  const entries =
    accessList === undefined
      ? []
      : present.entries.map(({ id }) => id).filter((id) => !accessList.includes(id));
  const renamed = (["name", "description"] as const).filter((field) => account[field] !== inputs[field]);
  return [
    ...(lost.length > 0 ? [`it loses ${lost.join(", ")}`] : []),
    ...(gained.length > 0 ? [`it gains ${gained.join(", ")}`] : []),
    ...inProjects.map((text) => `it loses ${text}`),
    ...(entries.length > 0 ? [`its access list loses ${entries.sort().join(", ")}`] : []),
    ...renamed.map((field) => `its ${field} changes from "${account[field]}" to "${inputs[field]}"`),
  ];
}

/** @throws RefusedError when adopting would take ORG_OWNER from an account in use or from the last owner */
async function assertOwnersKept(
  context: AtlasContext,
  inputs: ServiceAccountInputs,
  account: ServiceAccount,
): Promise<void> {
  const { orgId, roles, allowLockout } = inputs;
  if (allowLockout === true) return;
  const operation = `Adopt service account ${account.id} ("${account.name}")`;
  const present = ownRoles(account, roles);
  const refusal = demotionRefusal(context, account.id, operation, present, roles);
  if (refusal !== undefined) throw new RefusedError(refusal);
  await assertOwnerKeptOnUpdate(context, { orgId, clientId: account.id }, operation, present, inputs);
}

function differing(inputs: ServiceAccountInputs, account: ServiceAccount): ReadonlySet<string> {
  return new Set([
    ...(account.name === inputs.name ? [] : ["name"]),
    ...(account.description === inputs.description ? [] : ["description"]),
    ...(deepEqual(ownRoles(account, inputs.roles), inputs.roles) ? [] : ["roles"]),
    // Their reconcilers compare them, and send nothing without a difference.
    "projectRoles",
    "accessList",
  ]);
}
