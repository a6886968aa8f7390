/** How one login is taken from the place that decides: whole, by name, and without a value in any message. */
import { SettingsError } from "../core/errors";
import type { SourceName } from "./sources";

/** Who we say we are. */
export type Credentials =
  | { readonly kind: "token"; readonly accessToken: string }
  | { readonly kind: "service-account"; readonly clientId: string; readonly clientSecret: string }
  | { readonly kind: "api-key"; readonly publicKey: string; readonly privateKey: string };

/** Credentials and the source that decided. */
export interface ResolvedCredentials {
  readonly credentials: Credentials;
  readonly source: SourceName;
}

/** The names of one way to log in, in one place: a token alone, or both halves of a pair. */
export interface CredentialScheme {
  readonly kind: Credentials["kind"];
  readonly names: readonly [string] | readonly [string, string];
  /** True for the variables that the Atlas CLI reads too: it has others beside them that name its address. */
  readonly isAtlasCli?: true;
}

/** One place that may hold credentials. */
export interface CredentialSource {
  readonly source: SourceName;
  /** As in "found in …". */
  readonly description: string;
  /** In the order in which they count. */
  readonly schemes: readonly CredentialScheme[];
  get(name: string): string | undefined;
  /** The name as the user writes it. */
  displayName(name: string): string;
}

/** The ways of the stack's config, for credentials with and without a name. */
export const configSchemes: readonly CredentialScheme[] = [
  { kind: "token", names: ["accessToken"] },
  { kind: "service-account", names: ["clientId", "clientSecret"] },
  { kind: "api-key", names: ["publicKey", "privateKey"] },
];

/** The ways of the environment; the names of variables are these with a prefix. */
export const environmentSchemes: readonly CredentialScheme[] = [
  { kind: "token", names: ["ACCESS_TOKEN"], isAtlasCli: true },
  { kind: "service-account", names: ["CLIENT_ID", "CLIENT_SECRET"], isAtlasCli: true },
  { kind: "api-key", names: ["PUBLIC_API_KEY", "PRIVATE_API_KEY"], isAtlasCli: true },
  { kind: "api-key", names: ["PUBLIC_KEY", "PRIVATE_KEY"] },
];

/**
 * The credentials of the first way of which anything is there; undefined for none.
 * @param more what a message about half a pair goes on with
 * @throws SettingsError for half a pair, also beside a whole one that counts less
 */
export function readCredentials(
  place: CredentialSource,
  more: () => string,
): ResolvedCredentials | undefined {
  for (const way of place.schemes) {
    const isSet = (name: string) => place.get(name) !== undefined;
    const found = way.names.filter(isSet);
    if (found.length === 0) continue;
    const missing = way.names.filter((name) => !isSet(name));
    if (missing.length === 0) return { credentials: toCredentials(place, way), source: place.source };
    throw new SettingsError(
      `Half of the Atlas credentials is missing: ${displayNames(place, found)} is set in ${place.description}, ` +
        `${displayNames(place, missing)} is not, and halves are never taken from two places. ${more()}`,
    );
  }
  return undefined;
}

/** What is looked for in a place and what is there, by name. */
export function describeSearch(place: CredentialSource): string {
  const wanted = place.schemes.map(({ names }) =>
    names.map((name) => place.displayName(name)).join(" with "),
  );
  const found = place.schemes.flatMap(({ names }) => names.filter((name) => place.get(name) !== undefined));
  return `Looked in ${place.description} for ${wanted.join(", or ")}: found ${displayNames(place, found) || "none"}`;
}

/**
 * Atlas issues plain ASCII only; a typographic quote or an invisible space pasted along would travel as garbage.
 * @throws SettingsError, by name only
 */
export function requirePrintable(name: string, value: string): string {
  if (/^[\x20-\x7e]*$/.test(value)) return value;
  throw new SettingsError(
    `${name}: its value has a character that no Atlas credential has (outside printable ASCII). Copy it again`,
  );
}

function toCredentials(place: CredentialSource, { kind, names }: CredentialScheme): Credentials {
  const [first = "", second = ""] = names.map((name) =>
    requirePrintable(place.displayName(name), place.get(name) ?? ""),
  );
  if (kind === "token") return { kind, accessToken: first };
  if (kind === "service-account") return { kind, clientId: first, clientSecret: second };
  return { kind, publicKey: first, privateKey: second };
}

function displayNames(place: CredentialSource, names: readonly string[]): string {
  return names.map((name) => place.displayName(name)).join(", ");
}
