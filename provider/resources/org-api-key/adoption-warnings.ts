import type { AtlasContext } from "../../atlas/context";
import type { ApiKey } from "../../atlas/endpoints/org-api-keys";
import { aliasOption } from "../../core/declared-objects";
import type { MemoKey } from "../../core/memo";
import { declaredKey } from "./adopted-key";
import { foundKey, identityOf } from "./adoption";
import { keepUsedParts, projectRolesGoing } from "./parts-lockout";
import { entriesGoing, type FoundKey } from "./reconcile";
import type { OrgApiKeyInputs } from "./schema";

/** What the takeover will change, and what it cannot know. */
export async function adoptionWarnings(
  context: AtlasContext,
  inputs: OrgApiKeyInputs,
): Promise<readonly string[]> {
  const key = await declaredKey(context, inputs);
  informOfPrivateKeys(context, inputs);
  const found = await foundKey(context, inputs, key);
  keepUsedParts(context, "Adopt", identityOf(key), found, inputs);
  return changeWarnings(inputs, key, found);
}

const privateKeyInformed: MemoKey<{ done: boolean }> = { name: "said that adopted keys have no private key" };

/** Said once, and not as a warning: a run may adopt all keys of an organization, and nothing tells which this stack made. */
function informOfPrivateKeys(context: AtlasContext, inputs: OrgApiKeyInputs): void {
  const informed = context.run.memo.get(privateKeyInformed, () => ({ done: false }));
  if (informed.done || inputs.privateKey !== undefined) return;
  informed.done = true;
  context.info(
    `OrgApiKey "${inputs.description}" and any other that is adopted: Atlas does not show private keys again, so privateKey stays empty. ` +
      `If the key is managed by this stack under another name or parent, leave adopt out and add ${aliasOption} instead: that keeps the key with its private key`,
  );
}

function changeWarnings(inputs: OrgApiKeyInputs, key: ApiKey, found: FoundKey): readonly string[] {
  const live = found.roles ?? [];
  const going = live.filter((role) => !inputs.roles.includes(role));
  const coming = inputs.roles.filter((role) => !live.includes(role));
  const parts = [
    ...(going.length > 0 ? [`it loses ${going.join(", ")}`] : []),
    ...(coming.length > 0 ? [`it gains ${coming.join(", ")}`] : []),
    ...partsGoing(inputs, found),
    ...(key.desc === inputs.description
      ? []
      : [`its description changes from "${key.desc}" to "${inputs.description}"`]),
  ];
  if (parts.length === 0) return [];
  return [
    `OrgApiKey "${inputs.description}": adopting API key ${key.id} (public key ${key.publicKey}): ${parts.join("; ")}`,
  ];
}

/** What the takeover takes from the key's project roles and from its access list. */
function partsGoing(inputs: OrgApiKeyInputs, found: FoundKey): readonly string[] {
  const { projectRoles } = inputs;
  const roles = projectRoles === undefined ? [] : projectRolesGoing(found.projectRoles, projectRoles);
  const entries = entriesGoing(found, inputs).map(({ id }) => id);
  return [
    ...roles.map((text) => `it loses ${text}`),
    ...(entries.length > 0 ? [`its access list loses ${entries.sort().join(", ")}`] : []),
  ];
}
