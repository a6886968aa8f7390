/** From stack config and environment to settings. Read when a call is made; nothing is kept between calls. */
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

/** How to reach Atlas, whoever calls. */
export interface Connection {
  /** Scheme, host and port only: `https://cloud.mongodb.com` unless set otherwise. */
  readonly baseUrl: string;
  /** Which of the two APIs at that host. */
  readonly api: ApiName;
  /** Milliseconds for one call in all, attempts and waits together; 5 minutes by default. */
  readonly retryBudgetMs: number;
  /** Milliseconds for one attempt; one minute by default. */
  readonly requestTimeoutMs: number;
  readonly proxies: ProxySettings;
  /** Where the lines of ATLAS_ACCESS_DEBUG go; undefined for nowhere. */
  readonly trace: { readonly kind: "stderr" } | { readonly kind: "file"; readonly path: string } | undefined;
}

/** Everything that a client needs. Holds secrets: never to be printed, stored or put into an error. */
export interface Settings extends Connection {
  readonly credentials: Credentials;
  /** Which source the credentials came from. */
  readonly source: SourceName;
}

/** A number of seconds that can be set, its default and the bounds within which it makes sense. */
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
 * Settings for calls to Atlas, with the credentials of `input.profile` or those without a name.
 * @throws SettingsError naming what was looked for and found, never a value
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
 * Settings with credentials that were chosen otherwise.
 * @throws SettingsError for a kind that the API does not take
 */
export function settingsWith(connection: Connection, { credentials, source }: ResolvedCredentials): Settings {
  return { ...connection, credentials: requireSupported(connection.api, credentials), source };
}

/**
 * Settings that do not depend on who calls. A profile may name another address and API than the rest of the stack.
 * @throws SettingsError naming the setting that cannot be used
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

/** Which names of credentials are set where: for a report to the user, with no value in it. */
export function describeCredentials(input: SettingsInput = {}): CredentialPresence[] {
  return credentialPresence(configSource(input), environmentSource(input));
}

/** Which names of profiles there are and where: the same for profiles. */
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
