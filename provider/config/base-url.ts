/** Selects the setting that gives the address of Atlas. */
import { SettingsError } from "../core/errors";
import { cliBaseUrl } from "./atlas-cli-base-url";
import { usesAtlasCliVariables } from "./credentials";
import { commercialOrigin, governmentOrigin, parseOrigin } from "./origin";
import { namespace, type ValueSource } from "./sources";

/** An address and the setting that gives it. */
interface NamedOrigin {
  readonly name: string;
  readonly origin: string;
}

/**
 * Scheme, host and port, without a trailing slash, for the default credentials: from the config, else from the environment.
 * The address in the Atlas CLI's variables is used only together with the credentials in these variables.
 *
 * @param withCli whether the Atlas CLI's variables may give the credentials; false for a profile
 * @throws SettingsError for an address that cannot be used, or when two settings disagree
 */
export function resolveBaseUrl(
  config: ValueSource,
  environment: ValueSource,
  { withCli = true } = {},
): string {
  const own = fromConfig(config, environment) ?? fromVariable(config, environment);
  const usesCli = withCli && usesAtlasCliVariables(config, environment);
  const cli = usesCli ? fromCliVariables(config, environment) : undefined;
  if (own !== undefined && cli !== undefined && own.origin !== cli.origin)
    throw new SettingsError(
      `${cli.name} says that the credentials in the environment are for ${cli.origin}, but ${own.name} names ${own.origin}. ` +
        "Remove one of the two",
    );
  if (cli?.origin === governmentOrigin && governmentFlag(config) === false)
    throw new SettingsError(
      `${cli.name} says that the credentials in the environment are for ${governmentOrigin}, but ${flag} is false. ` +
        "Remove one of the two",
    );
  return (own ?? cli)?.origin ?? commercialOrigin;
}

function fromConfig(config: ValueSource, environment: ValueSource): NamedOrigin | undefined {
  const text = config.get("baseUrl");
  const isGovernment = governmentFlag(config) === true;
  if (text !== undefined) {
    const name = `${namespace}:baseUrl`;
    const origin = parseOrigin(name, text, config, environment);
    if (isGovernment && origin === commercialOrigin)
      throw new SettingsError(
        `${name} names ${commercialOrigin}, but ${flag} is true. Remove one of the two`,
      );
    return { name, origin };
  }
  return isGovernment ? { name: flag, origin: governmentOrigin } : undefined;
}

const flag = `${namespace}:isMongodbgovCloud`;

function governmentFlag(config: ValueSource): boolean | undefined {
  const text = config.get("isMongodbgovCloud")?.toLowerCase();
  if (text === undefined) return undefined;
  if (text === "true" || text === "false") return text === "true";
  throw new SettingsError(`${flag} must be true or false`);
}

function fromVariable(config: ValueSource, environment: ValueSource): NamedOrigin | undefined {
  const name = "MONGODB_ATLAS_BASE_URL";
  const text = environment.get(name);
  return text === undefined ? undefined : { name, origin: parseOrigin(name, text, config, environment) };
}

function fromCliVariables(config: ValueSource, environment: ValueSource): NamedOrigin | undefined {
  const displayName = (property: string) => `MONGODB_ATLAS_${property.toUpperCase()}`;
  const named = cliBaseUrl({ get: (property) => environment.get(displayName(property)), displayName }, [
    "ops_manager_url",
  ]);
  if (named === undefined) return undefined;
  return { name: named.name, origin: parseOrigin(named.name, named.value, config, environment) };
}
