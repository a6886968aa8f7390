/** Which of MongoDB's two APIs for organizations and keys is called, and who may call it. */
import { SettingsError } from "../core/errors";
import type { Credentials } from "./credential-schemes";
import { namespace, type ValueSource } from "./sources";

const apiNames = ["atlas", "cloud-manager"] as const;

/** Both are served by one host; an organization and its projects belong to one of them. */
export type ApiName = (typeof apiNames)[number];

/** @throws SettingsError for anything but the two */
export function resolveApi(config: ValueSource, environment: ValueSource): ApiName {
  const fromConfig = config.get("api");
  if (fromConfig !== undefined) return parseApi(`${namespace}:api`, fromConfig);
  return parseApi("MONGODB_ATLAS_API", environment.get("MONGODB_ATLAS_API") ?? "atlas");
}

/** The API that a setting of that name gives. @throws SettingsError for anything but the two */
export function parseApi(name: string, text: string): ApiName {
  const known = apiNames.find((api) => api === text);
  if (known !== undefined) return known;
  throw new SettingsError(`${name}: it must be ${apiNames.join(" or ")}; atlas is the default`);
}

/**
 * The credentials, where the API takes their kind.
 * @throws SettingsError for a service account or a token with Cloud Manager
 */
export function requireSupported(api: ApiName, credentials: Credentials): Credentials {
  if (api === "atlas" || credentials.kind === "api-key") return credentials;
  const found = credentials.kind === "token" ? "an access token" : "a service account";
  throw new SettingsError(
    `Cloud Manager takes API keys alone (HTTP Digest), and what counts here is ${found}. Set publicKey and privateKey ` +
      `in its place, or, for Atlas, ${namespace}:api (or MONGODB_ATLAS_API) to atlas`,
  );
}
