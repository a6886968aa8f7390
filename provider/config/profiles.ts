/** Credentials with a name: from the first source that has anything of that profile, and from that one alone. */

import { nearest } from "../core/closest-match";
import { SettingsError } from "../core/errors";
import { checkedOrigin } from "./address";
import { type ApiName, checkedApi } from "./api";
import { atlasCliProfiles } from "./atlas-cli";
import { type ChosenCredentials, credentialsAt, lookedIn } from "./credential-schemes";
import { configProfiles } from "./profile-config";
import { environmentProfiles, variablePrefix } from "./profile-environment";
import type { ProfilePlace, ProfileSource } from "./profile-source";
import { configSource, environmentSource, namespace, type SettingsInput, type SourceName } from "./sources";

/** One source of profiles and what it has: for a report to the user, with no value in it. */
export interface ProfileListing {
  readonly source: SourceName;
  /** Where that is, in words. */
  readonly place: string;
  /** Sorted; undefined when the source is not there, or cannot be read. */
  readonly names: readonly string[] | undefined;
  /** Why it cannot be read. */
  readonly problem?: string;
}

/** All sources, in the order in which they count. */
export function listProfiles(input: SettingsInput): ProfileListing[] {
  return sourcesOf(input).map(({ source, words, names }) => {
    try {
      return { source, place: words, names: names() };
    } catch (error) {
      if (!(error instanceof SettingsError)) throw error;
      return { source, place: words, names: undefined, problem: error.message };
    }
  });
}

/** @throws SettingsError for a profile that is nowhere, or has no credentials or half a pair where it is */
export function resolveProfile(input: SettingsInput, name: string): ChosenCredentials {
  const place = placeOf(input, name);
  if (place === undefined) throw notFound(input, name);
  const hint = place.hint === undefined ? "" : `${place.hint}. `;
  const more = () => `${lookedIn(place)}. ${hint}${advice(name)}`;
  const chosen = credentialsAt(place, more);
  if (chosen === undefined)
    throw new SettingsError(`The profile "${name}" is in ${place.words}, without credentials. ${more()}`);
  return chosen;
}

/** Address and API that a profile names itself; neither of a profile that is nowhere. */
export function resolveProfilePlace(
  input: SettingsInput,
  name: string,
): { readonly baseUrl: string | undefined; readonly api: ApiName | undefined } {
  const { baseUrl, api } = placeOf(input, name) ?? {};
  return {
    baseUrl:
      baseUrl && checkedOrigin(baseUrl.name, baseUrl.text, configSource(input), environmentSource(input)),
    api: api && checkedApi(api.name, api.text),
  };
}

function sourcesOf(input: SettingsInput): readonly ProfileSource[] {
  return [configProfiles(input), environmentProfiles(input), atlasCliProfiles(input)];
}

function placeOf(input: SettingsInput, name: string): ProfilePlace | undefined {
  for (const source of sourcesOf(input)) {
    const place = source.profile(name);
    if (place !== undefined) return place;
  }
  return undefined;
}

function notFound(input: SettingsInput, name: string): SettingsError {
  const sources = sourcesOf(input);
  const looked = sources.map((source) => `${source.words} (${contents(source.names())})`);
  const meant = similar(
    name,
    sources.flatMap((source) => source.names() ?? []),
  );
  const question = meant === undefined ? "" : `, did you mean "${meant}"?`;
  return new SettingsError(
    `No credentials for the profile "${name}"${question || "."} Looked in ${looked.join(", in ")}. ${advice(name)}`,
  );
}

function contents(names: readonly string[] | undefined): string {
  if (names === undefined) return "not there";
  return names.length === 0 ? "no profile" : `profiles: ${names.join(", ")}`;
}

/** Names count as written in one source and not so in another, so a slip may be one of case alone. */
function similar(name: string, candidates: readonly string[]): string | undefined {
  const plain = (text: string) => text.toLowerCase().replaceAll("-", "_");
  const found = nearest(plain(name), candidates.map(plain));
  return candidates.find((candidate) => plain(candidate) === found);
}

function advice(name: string): string {
  const prefix = variablePrefix(name);
  return (
    `Give publicKey and privateKey to "${name}" in the JSON object ${namespace}:profiles ` +
    `(\`pulumi config set --secret ${namespace}:profiles\`), or export ${prefix}PUBLIC_API_KEY and ${prefix}PRIVATE_API_KEY`
  );
}
