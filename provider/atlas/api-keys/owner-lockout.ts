import { type AtlasContext, callerPublicKey } from "../context";
import { assertOwnerRemains } from "../last-owner";
import { type KeyName, type KeyPath, named } from "./content";

const owner = "ORG_OWNER";

/** How the user permits a delete or a replacement, which use the flags of the state. */
export const permitFirst = "apply allowLockout: true in an `up` of its own first";

/** Why a list of roles cannot be given to a key that is in use; undefined when it can. */
export function demotionRefusal(
  context: AtlasContext,
  publicKey: string,
  operation: string,
  present: readonly string[] | undefined,
  roles: readonly string[],
): string | undefined {
  if (roles.includes(owner)) return undefined;
  // The caller is an owner whatever the state shows; the key of another profile only if the state shows it.
  if (publicKey !== callerPublicKey(context) && present?.includes(owner) !== true) return undefined;
  const user = context.keyConsumer(publicKey);
  if (user === undefined) return undefined;
  return `${operation}: it is the key that ${user} uses, and this takes ORG_OWNER from it. Use other credentials, or set allowLockout: true`;
}

/** Before an update of roles. @throws RefusedError when no key or service account would remain an owner of the organization */
export async function assertOwnerKeptOnUpdate(
  context: AtlasContext,
  key: { readonly orgId: string; readonly apiKeyId: string; readonly operation: string },
  present: readonly string[] | undefined,
  inputs: { readonly roles: readonly string[]; readonly allowLockout?: boolean | undefined },
): Promise<void> {
  const loses = present?.includes(owner) === true && !inputs.roles.includes(owner);
  if (loses && inputs.allowLockout !== true)
    await assertOwnerRemains(context, { ...key, id: key.apiKeyId, permit: "set allowLockout: true" });
}

/** The same before a delete. */
export async function assertOwnerKeptOnDelete(
  context: AtlasContext,
  path: KeyPath,
  state: KeyName & { readonly roles?: readonly string[]; readonly allowLockout?: boolean | undefined },
): Promise<void> {
  if (state.roles?.includes(owner) !== true || state.allowLockout === true) return;
  const operation = `Delete ${named({ ...state, ...path })}`;
  await assertOwnerRemains(context, { ...path, id: path.apiKeyId, operation, permit: permitFirst });
}
