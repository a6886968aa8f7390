/** Which credentials without a name count: the first source that has any decides whole. */
import { SettingsError } from "../core/errors";
import {
  type ChosenCredentials,
  configWays,
  credentialsAt,
  environmentWays,
  lookedIn,
  type Place,
  type Way,
} from "./credential-schemes";
import { namespace, type Source } from "./sources";

/** Names that are present; says nothing of their values. For a report on what was found. */
export interface CredentialPresence {
  readonly source: Source["name"];
  readonly name: string;
  readonly present: boolean;
}

/** Every name that is looked for, in the order in which they count. */
export function credentialPresence(config: Source, environment: Source): CredentialPresence[] {
  return places(config, environment).flatMap((place) =>
    place.ways.flatMap(({ names }) =>
      names.map((name) => ({
        source: place.source,
        name: place.shown(name),
        present: place.get(name) !== undefined,
      })),
    ),
  );
}

/** @throws SettingsError for none, or for half a pair where a whole one would decide */
export function chooseCredentials(config: Source, environment: Source): ChosenCredentials {
  const all = places(config, environment);
  const report = () => `${all.map(lookedIn).join(". ")}. ${advice}`;
  for (const place of all) {
    const chosen = credentialsAt(place, report);
    if (chosen !== undefined) return chosen;
  }
  throw new SettingsError(`No Atlas credentials. ${report()}`);
}

/** Whether the credentials that count are those of the Atlas CLI's variables; half a pair decides too. */
export function usesAtlasCliVariables(config: Source, environment: Source): boolean {
  const [place] = places(config, environment).filter(hasAny);
  return (
    place?.source === "environment" && place.ways.find((way) => isBegun(place, way))?.isAtlasCli === true
  );
}

function hasAny(place: Place): boolean {
  return place.ways.some((way) => isBegun(place, way));
}

function isBegun(place: Place, { names }: Way): boolean {
  return names.some((name) => place.get(name) !== undefined);
}

const advice =
  `Set both halves of one, for example with \`pulumi config set --secret ${namespace}:publicKey\` and ` +
  `\`pulumi config set --secret ${namespace}:privateKey\`, or export MONGODB_ATLAS_PUBLIC_API_KEY and MONGODB_ATLAS_PRIVATE_API_KEY`;

function places(config: Source, environment: Source): readonly [Place, Place] {
  const variable = (name: string) => `MONGODB_ATLAS_${name}`;
  return [
    {
      source: config.name,
      words: "the stack's config",
      ways: configWays,
      get: (name) => config.get(name),
      shown: (name) => `${namespace}:${name}`,
    },
    {
      source: environment.name,
      words: "the environment",
      ways: environmentWays,
      get: (name) => environment.get(variable(name)),
      shown: variable,
    },
  ];
}
