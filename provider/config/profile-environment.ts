/** Profiles in variables `MONGODB_ATLAS_PROFILE_<NAME>_…`. */

import { environmentSchemes } from "./credential-schemes";
import { namedValue, type ProfileSource } from "./profile-source";
import { environmentOf, environmentSource, type SettingsInput } from "./sources";

const prefix = "MONGODB_ATLAS_PROFILE_";
const endings = [...environmentSchemes.flatMap(({ names }) => names), "BASE_URL", "API"];
/** No ending is a suffix of another one, so each variable has one interpretation. */
const variable = new RegExp(`^${prefix}(\\w+)_(?:${endings.join("|")})$`);

/** The prefix of a profile's variables. Names that differ only in case, or in `-` and `_`, have the same variables. */
export function variablePrefix(profile: string): string {
  return `${prefix}${profile.toUpperCase().replaceAll("-", "_")}_`;
}

/** A blank variable counts as unset. The names of profiles are listed in lower case, with `_` in place of `-`. */
export function environmentProfiles(input: SettingsInput): ProfileSource {
  const environment = environmentSource(input);
  return {
    source: "environment",
    description: `the environment (${prefix}<NAME>_…)`,
    names: () => {
      const set = Object.entries(environmentOf(input)).filter(([, value = ""]) => value.trim() !== "");
      const names = set.flatMap(([name]) => variable.exec(name)?.[1]?.toLowerCase() ?? []);
      return [...new Set(names)].sort();
    },
    profile: (name) => {
      const displayName = (ending: string) => `${variablePrefix(name)}${ending}`;
      const get = (ending: string) => environment.get(displayName(ending));
      if (endings.every((ending) => get(ending) === undefined)) return undefined;
      return {
        source: "environment",
        description: "the environment",
        schemes: environmentSchemes,
        get,
        displayName,
        baseUrl: namedValue(displayName("BASE_URL"), get("BASE_URL")),
        api: namedValue(displayName("API"), get("API")),
      };
    },
  };
}
