/** Resolves settings from the stack's config and the environment. Nothing is cached. */
import { SettingsError } from "../core/errors";
import { type ApiName, requireSupported, resolveApi } from "./api";
import { resolveBaseUrl } from "./base-url";
import type { Credentials, ResolvedCredentials } from "./credential-schemes";
import { type CredentialPresence, credentialPresence, resolveCredentials } from "./credentials";
import { listProfiles, type ProfileListing, resolveProfile, resolveProfileTarget } from "./profiles";
import { type ProxySettings, resolveProxies } from "./proxies";
import {
  configSource,
  environmentSource,
  namespace,
  type SettingsInput,
  type SourceName,
  type ValueSource,
} from "./sources";

/** Settings that do not depend on the credentials. */
export interface Connection {
  /** Scheme, host and port only: `https://cloud.mongodb.com` unless set otherwise. */
  readonly baseUrl: string;
  /** Which of the two APIs at that host. */
  readonly api: ApiName;
  /** Milliseconds for one call, including all attempts and waits. Default: 5 minutes. */
  readonly retryBudgetMs: number;
  /** Milliseconds for one attempt. Default: 1 minute. */
  readonly requestTimeoutMs: number;
  readonly proxies: ProxySettings;
  /** Destination of the trace (ATLAS_ACCESS_DEBUG); undefined for none. */
  readonly trace: { readonly kind: "stderr" } | { readonly kind: "file"; readonly path: string } | undefined;
}

/** All settings of a client. Contains secrets: never print or store it, or put it into an error. */
export interface Settings extends Connection {
  readonly credentials: Credentials;
  /** The source of the credentials. */
  readonly source: SourceName;
}

/** A setting in seconds, with its default and maximum. */
interface Duration {
  readonly key: string;
  readonly variable: string;
  readonly defaultS: number;
  readonly maxS: number;
}

const retryBudget: Duration = {
  key: "retryBudgetSeconds",
  variable: "MONGODB_ATLAS_RETRY_BUDGET_SECONDS",
  defaultS: 300,
  maxS: 86_400,
};
const requestTimeout: Duration = {
  key: "requestTimeoutSeconds",
  variable: "MONGODB_ATLAS_REQUEST_TIMEOUT_SECONDS",
  defaultS: 60,
  maxS: 3_600,
};

/**
 * Settings with the credentials of `input.profile`, or the default credentials.
 * @throws SettingsError that lists what was searched and found, never a value
 */
export function resolveSettings(input: SettingsInput = {}): Settings {
  const connection = resolveConnection(input);
  const chosen =
    input.profile === undefined
      ? resolveCredentials(configSource(input), environmentSource(input))
      : resolveProfile(input, input.profile);
  return settingsWith(connection, chosen);
}

/**
 * Settings with the given credentials.
 * @throws SettingsError for a kind of credentials that the API does not accept
 */
export function settingsWith(connection: Connection, { credentials, source }: ResolvedCredentials): Settings {
  return { ...connection, credentials: requireSupported(connection.api, credentials), source };
}

/**
 * Settings that do not depend on the credentials. A profile may have its own address and API.
 * @throws SettingsError that names the invalid setting
 */
export function resolveConnection(input: SettingsInput = {}): Connection {
  const config = configSource(input);
  const environment = environmentSource(input);
  const own = input.profile === undefined ? undefined : resolveProfileTarget(input, input.profile);
  return {
    baseUrl: own?.baseUrl ?? resolveBaseUrl(config, environment, { withCli: own === undefined }),
    api: own?.api ?? resolveApi(config, environment),
    retryBudgetMs: durationMs(retryBudget, config, environment),
    requestTimeoutMs: durationMs(requestTimeout, config, environment),
    proxies: resolveProxies(environment),
    trace: traceTarget(environment),
  };
}

/** Which credentials are set in which source, without values. For a report to the user. */
export function describeCredentials(input: SettingsInput = {}): CredentialPresence[] {
  return credentialPresence(configSource(input), environmentSource(input));
}

/** Which profiles exist in which source. For a report to the user. */
export function describeProfiles(input: SettingsInput = {}): ProfileListing[] {
  return listProfiles(input);
}

function durationMs(
  { key, variable, defaultS, maxS }: Duration,
  config: ValueSource,
  environment: ValueSource,
): number {
  const fromConfig = config.get(key);
  const text = fromConfig ?? environment.get(variable);
  if (text === undefined) return defaultS * 1000;
  const givenS = /^\d+(\.\d+)?$/.test(text) ? Number(text) : 0;
  if (givenS > 0 && givenS <= maxS) return Math.ceil(givenS * 1000);
  const name = fromConfig === undefined ? variable : `${namespace}:${key}`;
  throw new SettingsError(
    `${name}: it must be a number of seconds above 0 and up to ${maxS}, such as ${defaultS}`,
  );
}

function traceTarget(environment: ValueSource): Settings["trace"] {
  const text = environment.get("ATLAS_ACCESS_DEBUG");
  if (text === undefined || text === "0") return undefined;
  return text === "1" ? { kind: "stderr" } : { kind: "file", path: text };
}
