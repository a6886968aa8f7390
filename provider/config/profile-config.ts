/** Profiles in the secret config `mongodbatlas:profiles`: a JSON object of credentials by name. */

import { closestMatch } from "../core/closest-match";
import { SettingsError } from "../core/errors";
import { configSchemes } from "./credential-schemes";
import { isObject, namedValue, type ProfileEntry, type ProfileSource } from "./profile-source";
import { configDocument, namespace, type SettingsInput, trimmedValue } from "./sources";

const key = "profiles";
const description = `${namespace}:${key} of the stack's config`;
const form =
  "It must be a JSON object that gives, for each profile's name, an object with accessToken, clientId with clientSecret, " +
  "or publicKey with privateKey, and baseUrl and api where those differ";

/** `orgId` is accepted and ignored: users may note the organization of a profile. */
const known = [...configSchemes.flatMap(({ names }) => names), "baseUrl", "api", "orgId"];

/** Names are case-sensitive. */
export function configProfiles(input: SettingsInput): ProfileSource {
  return {
    source: "config",
    description,
    names: () => {
      const document = profilesOf(input);
      return document && Object.keys(document).sort();
    },
    profile: (name) => {
      const document = profilesOf(input);
      if (document === undefined || !Object.hasOwn(document, name)) return undefined;
      return profileEntry(`${namespace}:${key}.${name}`, document[name]);
    },
  };
}

function profilesOf(input: SettingsInput): Readonly<Record<string, unknown>> | undefined {
  const document = configDocument(input, key, form);
  if (document === undefined || isObject(document)) return document;
  throw new SettingsError(`${namespace}:${key}: it has another form. ${form}`);
}

function profileEntry(path: string, entry: unknown): ProfileEntry {
  if (!isObject(entry)) throw new SettingsError(`${path}: it is not an object. ${form}`);
  const displayName = (name: string) => `${path}.${name}`;
  for (const name of Object.keys(entry)) if (!known.includes(name)) throw unknownName(path, name);
  const get = (name: string) => {
    const value = entry[name] ?? "";
    if (typeof value === "string") return trimmedValue(displayName(name), value);
    throw new SettingsError(`${displayName(name)}: it must be text in quotes`);
  };
  return {
    source: "config",
    description,
    schemes: configSchemes,
    get,
    displayName,
    baseUrl: namedValue(displayName("baseUrl"), get("baseUrl")),
    api: namedValue(displayName("api"), get("api")),
  };
}

/** An unknown name may be a secret in the wrong place, so the message shows it only when it is close to a known name. */
function unknownName(path: string, name: string): SettingsError {
  const meant = closestMatch(name, known);
  if (meant !== undefined) return new SettingsError(`${path}: did you mean ${meant} where ${name} stands?`);
  return new SettingsError(`${path}: it has a name that is not known. Known are ${known.join(", ")}`);
}
