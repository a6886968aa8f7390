/** Which configured credentials use an API key or a service account. Makes no request and returns no secret. */
import { hash } from "node:crypto";
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

/** Some of the configured credentials, and a description of what uses them. */
interface Configured<Kind extends Credentials = Credentials> {
  readonly credentials: Kind;
  readonly consumer: string;
}

type ApiKey = Extract<Credentials, { kind: "api-key" }>;

/** What uses a key: the default credentials, a profile of the config or environment, or an entry of organizationCredentials. */
export function keyConsumer(input: SettingsInput, publicKey: string): string | undefined {
  return configuredKeys(input).find(({ credentials }) => credentials.publicKey === publicKey)?.consumer;
}

/** The same for a service account. @param fingerprint that of one of its secrets; without it, any secret counts */
export function accountConsumer(
  input: SettingsInput,
  clientId: string,
  fingerprint?: string,
): string | undefined {
  return configuredCredentials(input).find(({ credentials }) =>
    usesAccount(credentials, clientId, fingerprint),
  )?.consumer;
}

/** True for credentials of the account and, with a fingerprint, of that secret: see provider/atlas/fingerprint.ts. */
export function usesAccount(credentials: Credentials, clientId: string, fingerprint?: string): boolean {
  if (credentials.kind !== "service-account" || credentials.clientId !== clientId) return false;
  return (
    fingerprint === undefined || hash("sha256", credentials.clientSecret, "hex").slice(0, 16) === fingerprint
  );
}

/** All API keys in the stack's credentials. */
export function configuredKeys(input: SettingsInput): readonly Configured<ApiKey>[] {
  return configuredCredentials(input).flatMap(({ credentials, consumer }) =>
    credentials.kind === "api-key" ? [{ credentials, consumer }] : [],
  );
}

/** All credentials of the stack. The Atlas CLI's file belongs to the user, not to the stack. */
function configuredCredentials(input: SettingsInput): readonly Configured[] {
  const names = listProfiles(input).flatMap(({ source, names }) =>
    source === "Atlas CLI" ? [] : (names ?? []),
  );
  const organizations = orUndefined(() => organizationsWithCredentials(input)) ?? [];
  return [
    ...usedBy("the rest of the stack", () => resolveSettings({ ...input, profile: undefined }).credentials),
    ...names.flatMap((name) =>
      usedBy(`the profile "${name}"`, () => resolveProfile(input, name).credentials),
    ),
    ...organizations.flatMap((orgId) =>
      usedBy(`the entry ${orgId} of ${organizationCredentialsName}`, () =>
        resolveOrganizationCredentials(input, orgId),
      ),
    ),
  ];
}

function usedBy(consumer: string, choose: () => Credentials | undefined): readonly Configured[] {
  const credentials = orUndefined(choose);
  return credentials === undefined ? [] : [{ credentials, consumer }];
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
