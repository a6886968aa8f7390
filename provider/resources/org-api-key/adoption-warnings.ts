import { assertOwnPartsKept } from "../../atlas/api-keys/parts-lockout";
import { type FoundKey, removedEntries } from "../../atlas/api-keys/reconcile";
import { removedProjectRoles } from "../../atlas/assignments";
import type { AtlasContext } from "../../atlas/context";
import type { ApiKey } from "../../atlas/endpoints/org-api-keys";
import { aliasOption } from "../../core/declared-objects";
import type { MemoKey } from "../../core/memo";
import { declaredKey } from "./adopted-key";
import { foundKey, identityOf } from "./adoption";
import type { OrgApiKeyInputs } from "./schema";

/** Warnings of what adopting the key changes. */
export async function adoptionWarnings(
  context: AtlasContext,
  inputs: OrgApiKeyInputs,
): Promise<readonly string[]> {
  const key = await declaredKey(context, inputs);
  informOfPrivateKeys(context, inputs);
  const found = await foundKey(context, inputs, key);
  assertOwnPartsKept(context, "Adopt", identityOf(key), found, inputs);
  return changeWarnings(inputs, key, found);
}

const privateKeyInformed: MemoKey<{ done: boolean }> = {
  name: "private keys of adopted keys were mentioned",
};

/** Logged once for each run, and as information: a run may adopt all keys of an organization. */
function informOfPrivateKeys(context: AtlasContext, inputs: OrgApiKeyInputs): void {
  const informed = context.run.memo.get(privateKeyInformed, () => ({ done: false }));
  if (informed.done || inputs.privateKey !== undefined) return;
  informed.done = true;
  context.info(
    `OrgApiKey "${inputs.description}" and every other adopted key: Atlas shows a private key only once, so privateKey stays empty. ` +
      `If this stack manages the key under another name or parent, leave out adopt and add ${aliasOption}: that keeps the key with its private key`,
  );
}

function changeWarnings(inputs: OrgApiKeyInputs, key: ApiKey, found: FoundKey): readonly string[] {
  const live = found.roles ?? [];
  const removed = live.filter((role) => !inputs.roles.includes(role));
  const added = inputs.roles.filter((role) => !live.includes(role));
  const parts = [
    ...(removed.length > 0 ? [`it loses ${removed.join(", ")}`] : []),
    ...(added.length > 0 ? [`it gains ${added.join(", ")}`] : []),
    ...removalTexts(inputs, found),
    ...(key.desc === inputs.description
      ? []
      : [`its description changes from "${key.desc}" to "${inputs.description}"`]),
  ];
  if (parts.length === 0) return [];
  return [
    `OrgApiKey "${inputs.description}": adopting API key ${key.id} (public key ${key.publicKey}): ${parts.join("; ")}`,
  ];
}

/** What adopting the key removes from its project roles and its access list, one text for each. */
function removalTexts(inputs: OrgApiKeyInputs, found: FoundKey): readonly string[] {
  const { projectRoles } = inputs;
  const roles = projectRoles === undefined ? [] : removedProjectRoles(found.projectRoles, projectRoles);
  const entries = removedEntries(found, inputs).map(({ id }) => id);
  return [
    ...roles.map((text) => `it loses ${text}`),
    ...(entries.length > 0 ? [`its access list loses ${entries.sort().join(", ")}`] : []),
  ];
}
