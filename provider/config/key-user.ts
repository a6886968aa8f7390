/** Which of the configured credentials an API key is. Needs no request, and tells nothing secret. */
import { SettingsError } from "../core/errors";
import { listProfiles, resolveProfile } from "./profiles";
import { resolveSettings } from "./settings";
import type { SettingsInput } from "./sources";
import type { ChosenCredentials } from "./ways";

/** An API key among the configured credentials, and who uses it in words. */
interface UsedKey {
  readonly publicKey: string;
  readonly user: string;
}

/** Who uses a key: the credentials without a name, or a profile of the config or the environment. */
export function keyUser(input: SettingsInput, publicKey: string): string | undefined {
  return usedKeys(input).find((used) => used.publicKey === publicKey)?.user;
}

/**
 * All API keys that the stack's credentials are. The Atlas CLI's file is the user's own and no part of the stack.
 */
export function usedKeys(input: SettingsInput): readonly UsedKey[] {
  const names = listProfiles(input).flatMap(({ source, names }) =>
    source === "Atlas CLI" ? [] : (names ?? []),
  );
  return [
    ...keyOf("the rest of the stack", () => resolveSettings({ ...input, profile: undefined })),
    ...names.flatMap((name) => keyOf(`the profile "${name}"`, () => resolveProfile(input, name))),
  ];
}

function keyOf(user: string, choose: () => Pick<ChosenCredentials, "credentials">): readonly UsedKey[] {
  try {
    const { credentials } = choose();
    return credentials.kind === "api-key" ? [{ publicKey: credentials.publicKey, user }] : [];
  } catch (error) {
    // Unusable credentials use no key, and are told of where they are needed.
    if (error instanceof SettingsError) return [];
    throw error;
  }
}
