/** Profiles in the secret config `mongodbatlas:profiles`: a JSON object of credentials by name. */

import { nearest } from "../core/closest-match";
import { SettingsError } from "../core/errors";
import { configWays } from "./credential-schemes";
import { isTable, namedText, type ProfilePlace, type ProfileSource } from "./profile-source";
import { clean, configDocument, namespace, type SettingsInput } from "./sources";

const key = "profiles";
const words = `${namespace}:${key} of the stack's config`;
const form =
  "It must be a JSON object that gives, for each profile's name, an object with accessToken, clientId with clientSecret, " +
  "or publicKey with privateKey, and baseUrl and api where those differ";

/** `orgId` is not used: people write down which organization a profile is for. */
const known = [...configWays.flatMap(({ names }) => names), "baseUrl", "api", "orgId"];

/** Names count as they are written. */
export function configProfiles(input: SettingsInput): ProfileSource {
  return {
    source: "config",
    words,
    names: () => {
      const document = profilesOf(input);
      return document && Object.keys(document).sort();
    },
    profile: (name) => {
      const document = profilesOf(input);
      if (document === undefined || !Object.hasOwn(document, name)) return undefined;
      return placeOf(`${namespace}:${key}.${name}`, document[name]);
    },
  };
}

function profilesOf(input: SettingsInput): Readonly<Record<string, unknown>> | undefined {
  const document = configDocument(input, key, form);
  if (document === undefined || isTable(document)) return document;
  throw new SettingsError(`${namespace}:${key}: it has another form. ${form}`);
}

function placeOf(path: string, entry: unknown): ProfilePlace {
  if (!isTable(entry)) throw new SettingsError(`${path}: it is not an object. ${form}`);
  const shown = (name: string) => `${path}.${name}`;
  for (const name of Object.keys(entry)) if (!known.includes(name)) throw unknownName(path, name);
  const get = (name: string) => {
    const value = entry[name] ?? "";
    if (typeof value === "string") return clean(shown(name), value);
    throw new SettingsError(`${shown(name)}: it must be text in quotes`);
  };
  return {
    source: "config",
    words,
    ways: configWays,
    get,
    shown,
    baseUrl: namedText(shown("baseUrl"), get("baseUrl")),
    api: namedText(shown("api"), get("api")),
  };
}

/** What stands in the place of a name may be a secret, so it is shown only where it is a slip in a known one. */
function unknownName(path: string, name: string): SettingsError {
  const meant = nearest(name, known);
  if (meant !== undefined) return new SettingsError(`${path}: did you mean ${meant} where ${name} stands?`);
  return new SettingsError(`${path}: it has a name that is not known. Known are ${known.join(", ")}`);
}
