/** Credentials with a name: from the first source that has anything of that profile, and from that one alone. */

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

/** One source of profiles and what it has: for a report to the user, with no value in it. */
export interface ProfileListing {
  readonly source: SourceName;
  /** Where that is, in words. */
  readonly description: string;
  /** Sorted; undefined when the source is not there, or cannot be read. */
  readonly names: readonly string[] | undefined;
  /** Why it cannot be read. */
  readonly problem?: string;
}

/** All sources, in the order in which they count. */
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

/** @throws SettingsError for a profile that is nowhere, or has no credentials or half a pair where it is */
export function resolveProfile(input: SettingsInput, name: string): ResolvedCredentials {
  const place = findProfile(input, name);
  if (place === undefined) throw notFound(input, name);
  const hint = place.hint === undefined ? "" : `${place.hint}. `;
  const more = () => `${describeSearch(place)}. ${hint}${setupHint(name)}`;
  const chosen = readCredentials(place, more);
  if (chosen === undefined)
    throw new SettingsError(
      `The profile "${name}" is in ${place.description}, without credentials. ${more()}`,
    );
  return chosen;
}

/** Address and API that a profile names itself; neither of a profile that is nowhere. */
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
    const place = source.profile(name);
    if (place !== undefined) return place;
  }
  return undefined;
}

function notFound(input: SettingsInput, name: string): SettingsError {
  const sources = sourcesOf(input);
  const looked = sources.map((source) => `${source.description} (${describeNames(source.names())})`);
  const meant = closestProfile(
    name,
    sources.flatMap((source) => source.names() ?? []),
  );
  const question = meant === undefined ? "" : `, did you mean "${meant}"?`;
  return new SettingsError(
    `No credentials for the profile "${name}"${question || "."} Looked in ${looked.join(", in ")}. ${setupHint(name)}`,
  );
}

function describeNames(names: readonly string[] | undefined): string {
  if (names === undefined) return "not there";
  return names.length === 0 ? "no profile" : `profiles: ${names.join(", ")}`;
}

/** Names count as written in one source and not so in another, so a slip may be one of case alone. */
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
