/** Which configured credentials use an API key. Makes no request and returns no secret. */
import { SettingsError } from "../core/errors";
import type { Credentials } from "./credential-schemes";
import {
  organizationCredentialsName,
  organizationsWithCredentials,
  resolveOrganizationCredentials,
} from "./organization-credentials";
import { listProfiles, resolveProfile } from "./profiles";
import { resolveSettings } from "./settings";
import type { SettingsInput } from "./sources";

/** An API key among the configured credentials, and a description of what uses it. */
interface ConfiguredKey {
  readonly publicKey: string;
  readonly consumer: string;
}

/** What uses a key: the default credentials, a profile of the config or environment, or an entry of organizationCredentials. */
export function keyConsumer(input: SettingsInput, publicKey: string): string | undefined {
  return configuredKeys(input).find((used) => used.publicKey === publicKey)?.consumer;
}

/**
 * All API keys in the stack's credentials. The Atlas CLI's file belongs to the user, not to the stack.
 */
export function configuredKeys(input: SettingsInput): readonly ConfiguredKey[] {
  const names = listProfiles(input).flatMap(({ source, names }) =>
    source === "Atlas CLI" ? [] : (names ?? []),
  );
  const organizations = orUndefined(() => organizationsWithCredentials(input)) ?? [];
  return [
    ...keyOf("the rest of the stack", () => resolveSettings({ ...input, profile: undefined }).credentials),
    ...names.flatMap((name) => keyOf(`the profile "${name}"`, () => resolveProfile(input, name).credentials)),
    ...organizations.flatMap((orgId) =>
      keyOf(`the entry ${orgId} of ${organizationCredentialsName}`, () =>
        resolveOrganizationCredentials(input, orgId),
      ),
    ),
  ];
}

function keyOf(user: string, choose: () => Credentials | undefined): readonly ConfiguredKey[] {
  const credentials = orUndefined(choose);
  return credentials?.kind === "api-key" ? [{ publicKey: credentials.publicKey, consumer: user }] : [];
}

/** Undefined for unusable credentials, which are reported where they are needed. */
function orUndefined<T>(choose: () => T): T | undefined {
  try {
    return choose();
  } catch (error) {
    if (error instanceof SettingsError) return undefined;
    throw error;
  }
}
