import { named } from "../../atlas/api-keys/content";
import { sinkProblems } from "../../atlas/api-keys/private-key";
import type { PlannedChange } from "../../core/definition";
import type { InputProblem } from "../../core/errors";
import { UNKNOWN } from "../../core/unknown";
import type { OrgApiKeyInputs, OrgApiKeyState } from "./schema";

/** Problems with the combination of the inputs about the private key. */
export function privateKeyProblems(inputs: OrgApiKeyInputs, isNew: boolean): readonly InputProblem[] {
  const { adopt, privateKey, storePrivateKey } = inputs;
  const rules: readonly (readonly [boolean, string, string])[] = [
    [
      // An imported key has no `adopt`: see refuseForeignPrivateKey.
      isNew && privateKey !== undefined && adopt === undefined,
      "privateKey",
      "can only be given for a key that is adopted: Atlas generates a new key's",
    ],
    [
      privateKey !== undefined && storePrivateKey === false,
      "privateKey",
      "is kept in the state as an input, and storePrivateKey is false: leave one of them out",
    ],
  ];
  return [
    ...rules.flatMap(([broken, field, reason]) => (broken ? [{ field, reason }] : [])),
    ...sinkProblems(inputs),
  ];
}

/** Why a private key cannot be given for a key that this resource created; undefined when it can. */
export function refuseForeignPrivateKey(
  change: PlannedChange<OrgApiKeyInputs, Partial<OrgApiKeyState>>,
): string | undefined {
  const { action, state, inputs, changed } = change;
  const privateKey = inputs?.privateKey;
  if (action !== "update" || !changed.has("privateKey") || state.adopted === true) return undefined;
  if (privateKey === undefined || privateKey === UNKNOWN) return undefined;
  return `Update ${named(state)}: privateKey can only be given for a key that was adopted or imported, and this resource created the key. Leave it out`;
}

/** Why the private key cannot be put back into the state; undefined when it can. */
export function refuseStoring(
  change: PlannedChange<OrgApiKeyInputs, Partial<OrgApiKeyState>>,
): string | undefined {
  const { action, state, inputs, changed } = change;
  // An adopted key's private key is an input.
  if (action !== "update" || !changed.has("storePrivateKey") || state.adopted === true) return undefined;
  if (state.storePrivateKey !== false || inputs?.storePrivateKey === false) return undefined;
  return (
    `Update ${named(state)}: its private key is not in the state and Atlas shows it only once, so storePrivateKey cannot become true. ` +
    "Leave it false, or replace the key: `pulumi up --replace URN`"
  );
}
