/** Selects one of MongoDB's two APIs for organizations and keys, and the credentials that it accepts. */
import { SettingsError } from "../core/errors";
import type { Credentials } from "./credential-schemes";
import { namespace, type ValueSource } from "./sources";

const apiNames = ["atlas", "cloud-manager"] as const;

/** One host serves both; an organization and its projects belong to one of them. */
export type ApiName = (typeof apiNames)[number];

/** @throws SettingsError for any other name */
export function resolveApi(config: ValueSource, environment: ValueSource): ApiName {
  const fromConfig = config.get("api");
  if (fromConfig !== undefined) return parseApi(`${namespace}:api`, fromConfig);
  return parseApi("MONGODB_ATLAS_API", environment.get("MONGODB_ATLAS_API") ?? "atlas");
}

/** Validates the name of an API. @param name the setting, for messages @throws SettingsError for any other name */
export function parseApi(name: string, text: string): ApiName {
  const known = apiNames.find((api) => api === text);
  if (known !== undefined) return known;
  throw new SettingsError(`${name}: it must be ${apiNames.join(" or ")}; atlas is the default`);
}

/**
 * The credentials, when the API accepts their kind.
 * @throws SettingsError for a service account or a token with Cloud Manager
 */
export function requireSupported(api: ApiName, credentials: Credentials): Credentials {
  if (api === "atlas" || credentials.kind === "api-key") return credentials;
  const found = credentials.kind === "token" ? "an access token" : "a service account";
  throw new SettingsError(
    `Cloud Manager accepts only API keys (HTTP Digest), and the credentials in use are ${found}. Set publicKey and privateKey ` +
      `instead, or, for Atlas, set ${namespace}:api (or MONGODB_ATLAS_API) to atlas`,
  );
}
