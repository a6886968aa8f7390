/** Profiles: named credentials. The first source that has any value of a profile is used; sources are never combined. */

import { closestMatch } from "../core/closest-match";
import { SettingsError } from "../core/errors";
import { type ApiName, parseApi } from "./api";
import { atlasCliProfiles } from "./atlas-cli";
import { describeSearch, type ResolvedCredentials, readCredentials } from "./credential-schemes";
import { parseOrigin } from "./origin";
import { configProfiles } from "./profile-config";
import { environmentProfiles, variablePrefix } from "./profile-environment";
import type { ProfileEntry, ProfileSource } from "./profile-source";
import { configSource, environmentSource, namespace, type SettingsInput, type SourceName } from "./sources";

/** One source and the names of its profiles, without values. For a report to the user. */
export interface ProfileListing {
  readonly source: SourceName;
  /** Description of the source. */
  readonly description: string;
  /** Sorted; undefined when the source does not exist or cannot be read. */
  readonly names: readonly string[] | undefined;
  /** Why it cannot be read. */
  readonly problem?: string;
}

/** All sources, in order of precedence. */
export function listProfiles(input: SettingsInput): ProfileListing[] {
  return sourcesOf(input).map(({ source, description, names }) => {
    try {
      return { source, description, names: names() };
    } catch (error) {
      if (!(error instanceof SettingsError)) throw error;
      return { source, description, names: undefined, problem: error.message };
    }
  });
}

/** @throws SettingsError for a profile that no source has, or that has no credentials or an incomplete pair */
export function resolveProfile(input: SettingsInput, name: string): ResolvedCredentials {
  const entry = findProfile(input, name);
  if (entry === undefined) throw notFound(input, name);
  const hint = entry.hint === undefined ? "" : `${entry.hint}. `;
  const more = () => `${describeSearch(entry)}. ${hint}${setupHint(name)}`;
  const chosen = readCredentials(entry, more);
  if (chosen === undefined)
    throw new SettingsError(
      `The profile "${name}" is in ${entry.description}, without credentials. ${more()}`,
    );
  return chosen;
}

/** The profile's own address and API; both undefined for a profile that no source has. */
export function resolveProfileTarget(
  input: SettingsInput,
  name: string,
): { readonly baseUrl: string | undefined; readonly api: ApiName | undefined } {
  const { baseUrl, api } = findProfile(input, name) ?? {};
  return {
    baseUrl:
      baseUrl && parseOrigin(baseUrl.name, baseUrl.value, configSource(input), environmentSource(input)),
    api: api && parseApi(api.name, api.value),
  };
}

function sourcesOf(input: SettingsInput): readonly ProfileSource[] {
  return [configProfiles(input), environmentProfiles(input), atlasCliProfiles(input)];
}

function findProfile(input: SettingsInput, name: string): ProfileEntry | undefined {
  for (const source of sourcesOf(input)) {
    const entry = source.profile(name);
    if (entry !== undefined) return entry;
  }
  return undefined;
}

function notFound(input: SettingsInput, name: string): SettingsError {
  const sources = sourcesOf(input);
  const searched = sources.map((source) => `${source.description} (${describeNames(source.names())})`);
  const meant = closestProfile(
    name,
    sources.flatMap((source) => source.names() ?? []),
  );
  const question = meant === undefined ? "" : `, did you mean "${meant}"?`;
  return new SettingsError(
    `No credentials for the profile "${name}"${question || "."} Searched ${searched.join(", ")}. ${setupHint(name)}`,
  );
}

function describeNames(names: readonly string[] | undefined): string {
  if (names === undefined) return "does not exist";
  return names.length === 0 ? "no profile" : `profiles: ${names.join(", ")}`;
}

/** Only some sources are case-sensitive, so names are compared without case. */
function closestProfile(name: string, candidates: readonly string[]): string | undefined {
  const plain = (text: string) => text.toLowerCase().replaceAll("-", "_");
  const found = closestMatch(plain(name), candidates.map(plain));
  return candidates.find((candidate) => plain(candidate) === found);
}

function setupHint(name: string): string {
  const prefix = variablePrefix(name);
  return (
    `Give publicKey and privateKey to "${name}" in the JSON object ${namespace}:profiles ` +
    `(\`pulumi config set --secret ${namespace}:profiles\`), or export ${prefix}PUBLIC_API_KEY and ${prefix}PRIVATE_API_KEY`
  );
}
