/** The default credentials. The first source that sets any credential is used; sources are never combined. */
import { SettingsError } from "../core/errors";
import {
  type CredentialScheme,
  type CredentialSource,
  configSchemes,
  describeSearch,
  environmentSchemes,
  type ResolvedCredentials,
  readCredentials,
} from "./credential-schemes";
import { namespace, type ValueSource } from "./sources";

/** Whether a credential is set, by name, without its value. For a report to the user. */
export interface CredentialPresence {
  readonly source: ValueSource["name"];
  readonly name: string;
  readonly present: boolean;
}

/** Every name of a credential, in order of precedence. */
export function credentialPresence(config: ValueSource, environment: ValueSource): CredentialPresence[] {
  return credentialSources(config, environment).flatMap((source) =>
    source.schemes.flatMap(({ names }) =>
      names.map((name) => ({
        source: source.source,
        name: source.displayName(name),
        present: source.get(name) !== undefined,
      })),
    ),
  );
}

/** @throws SettingsError when no source sets a credential, and for an incomplete pair */
export function resolveCredentials(config: ValueSource, environment: ValueSource): ResolvedCredentials {
  const all = credentialSources(config, environment);
  const report = () => `${all.map(describeSearch).join(". ")}. ${setupHint}`;
  for (const source of all) {
    const chosen = readCredentials(source, report);
    if (chosen !== undefined) return chosen;
  }
  throw new SettingsError(`No Atlas credentials. ${report()}`);
}

/** Whether the credentials come from the Atlas CLI's variables, also as an incomplete pair. */
export function usesAtlasCliVariables(config: ValueSource, environment: ValueSource): boolean {
  const [source] = credentialSources(config, environment).filter(isConfigured);
  return (
    source?.source === "environment" &&
    source.schemes.find((scheme) => isPartlySet(source, scheme))?.isAtlasCli === true
  );
}

function isConfigured(source: CredentialSource): boolean {
  return source.schemes.some((scheme) => isPartlySet(source, scheme));
}

function isPartlySet(source: CredentialSource, { names }: CredentialScheme): boolean {
  return names.some((name) => source.get(name) !== undefined);
}

const setupHint =
  `Set both values of a pair, for example with \`pulumi config set --secret ${namespace}:publicKey\` and ` +
  `\`pulumi config set --secret ${namespace}:privateKey\`, or export MONGODB_ATLAS_PUBLIC_API_KEY and MONGODB_ATLAS_PRIVATE_API_KEY`;

function credentialSources(
  config: ValueSource,
  environment: ValueSource,
): readonly [CredentialSource, CredentialSource] {
  const variable = (name: string) => `MONGODB_ATLAS_${name}`;
  return [
    {
      source: config.name,
      description: "the stack's config",
      schemes: configSchemes,
      get: (name) => config.get(name),
      displayName: (name) => `${namespace}:${name}`,
    },
    {
      source: environment.name,
      description: "the environment",
      schemes: environmentSchemes,
      get: (name) => environment.get(variable(name)),
      displayName: variable,
    },
  ];
}
