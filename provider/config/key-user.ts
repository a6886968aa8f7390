/** Which of the configured credentials an API key is. Needs no request, and tells nothing secret. */
import { SettingsError } from "../core/errors";
import { listProfiles, resolveProfile } from "./profiles";
import { resolveSettings } from "./settings";
import type { SettingsInput } from "./sources";
import type { ChosenCredentials } from "./ways";

/**
 * Who uses a key: the credentials without a name, or a profile of the config or the environment. The Atlas CLI's file is
 * the user's own and no part of the stack.
 */
export function keyUser(input: SettingsInput, publicKey: string): string | undefined {
  const is = (choose: () => Pick<ChosenCredentials, "credentials">) => {
    try {
      const { credentials } = choose();
      return credentials.kind === "api-key" && credentials.publicKey === publicKey;
    } catch (error) {
      // Unusable credentials use no key, and are told of where they are needed.
      if (error instanceof SettingsError) return false;
      throw error;
    }
  };
  if (is(() => resolveSettings({ ...input, profile: undefined }))) return "the rest of the stack";
  const names = listProfiles(input).flatMap(({ source, names }) =>
    source === "Atlas CLI" ? [] : (names ?? []),
  );
  const found = names.find((name) => is(() => resolveProfile(input, name)));
  return found === undefined ? undefined : `the profile "${found}"`;
}
