/** Reads credentials from one source: an access token, a service account, or an API key. No message contains a value. */
import { SettingsError } from "../core/errors";
import type { SourceName } from "./sources";

/** Credentials for Atlas. */
export type Credentials =
  | { readonly kind: "token"; readonly accessToken: string }
  | { readonly kind: "service-account"; readonly clientId: string; readonly clientSecret: string }
  | { readonly kind: "api-key"; readonly publicKey: string; readonly privateKey: string };

/** Credentials and their source. */
export interface ResolvedCredentials {
  readonly credentials: Credentials;
  readonly source: SourceName;
}

/** The names of one kind of credentials in one source: a token, or a pair. */
export interface CredentialScheme {
  readonly kind: Credentials["kind"];
  readonly names: readonly [string] | readonly [string, string];
  /** True for variables that the Atlas CLI reads too; other variables of the CLI then give the address. */
  readonly isAtlasCli?: true;
}

/** A source of credentials: the stack's config, the environment, or a profile. */
export interface CredentialSource {
  readonly source: SourceName;
  /** For messages, as in "set in …". */
  readonly description: string;
  /** In order of precedence. */
  readonly schemes: readonly CredentialScheme[];
  get(name: string): string | undefined;
  /** The name as the user writes it. */
  displayName(name: string): string;
}

/** The schemes of the stack's config, for the default credentials and for profiles. */
export const configSchemes: readonly CredentialScheme[] = [
  { kind: "token", names: ["accessToken"] },
  { kind: "service-account", names: ["clientId", "clientSecret"] },
  { kind: "api-key", names: ["publicKey", "privateKey"] },
];

/** The schemes of the environment; each variable has a prefix before these names. */
export const environmentSchemes: readonly CredentialScheme[] = [
  { kind: "token", names: ["ACCESS_TOKEN"], isAtlasCli: true },
  { kind: "service-account", names: ["CLIENT_ID", "CLIENT_SECRET"], isAtlasCli: true },
  { kind: "api-key", names: ["PUBLIC_API_KEY", "PRIVATE_API_KEY"], isAtlasCli: true },
  { kind: "api-key", names: ["PUBLIC_KEY", "PRIVATE_KEY"] },
];

/**
 * The credentials of the first scheme with any value set; undefined when no scheme has one.
 * @param more the end of the message about an incomplete pair
 * @throws SettingsError for an incomplete pair, even when a scheme of lower precedence is complete
 */
export function readCredentials(
  source: CredentialSource,
  more: () => string,
): ResolvedCredentials | undefined {
  for (const scheme of source.schemes) {
    const isSet = (name: string) => source.get(name) !== undefined;
    const found = scheme.names.filter(isSet);
    if (found.length === 0) continue;
    const missing = scheme.names.filter((name) => !isSet(name));
    if (missing.length === 0) return { credentials: toCredentials(source, scheme), source: source.source };
    throw new SettingsError(
      `Incomplete Atlas credentials: ${displayNames(source, found)} is set in ${source.description}, ` +
        `${displayNames(source, missing)} is not, and a pair is never combined from two sources. ${more()}`,
    );
  }
  return undefined;
}

/** What was searched in a source and what was found, by name. */
export function describeSearch(source: CredentialSource): string {
  const wanted = source.schemes.map(({ names }) =>
    names.map((name) => source.displayName(name)).join(" with "),
  );
  const found = source.schemes.flatMap(({ names }) => names.filter((name) => source.get(name) !== undefined));
  return `Searched ${source.description} for ${wanted.join(", or ")}: found ${displayNames(source, found) || "none"}`;
}

/**
 * Atlas issues only ASCII characters, so a typographic quote or an invisible space was copied by mistake.
 * @throws SettingsError, by name only
 */
export function requirePrintable(name: string, value: string): string {
  if (/^[\x20-\x7e]*$/.test(value)) return value;
  throw new SettingsError(
    `${name}: its value has a character that no Atlas credential has (outside printable ASCII). Copy it again`,
  );
}

function toCredentials(source: CredentialSource, { kind, names }: CredentialScheme): Credentials {
  const [first = "", second = ""] = names.map((name) =>
    requirePrintable(source.displayName(name), source.get(name) ?? ""),
  );
  if (kind === "token") return { kind, accessToken: first };
  if (kind === "service-account") return { kind, clientId: first, clientSecret: second };
  return { kind, publicKey: first, privateKey: second };
}

function displayNames(source: CredentialSource, names: readonly string[]): string {
  return names.map((name) => source.displayName(name)).join(", ");
}
