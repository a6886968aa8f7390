import { apis } from "../atlas/apis";
import { AtlasClient } from "../atlas/client";
import type { AtlasContext } from "../atlas/context";
import type { SecretSink, SinkSpec } from "../atlas/secret-sink";
import { clientCacheKey } from "../config/client-cache-key";
import { configuredKeys, keyConsumer } from "../config/key-consumers";
import { resolveOrganizationCredentials } from "../config/organization-credentials";
import {
  type Connection,
  resolveConnection,
  resolveSettings,
  type Settings,
  settingsWith,
} from "../config/settings";
import { environmentOf, type SettingsInput } from "../config/sources";
import { type StackConfigUse, stackConfigUse } from "../config/stack-config-use";
import { RunState } from "../core/run-state";
import { createHttpClient } from "../http/client";
import type { ClientHooks } from "../http/settings";
import { commandSink } from "../sinks/command";
import { type Log, stderrLog } from "./log";
import { Preflight } from "./preflight";
import { RetryLogger } from "./retry-logger";

type ReadConfig = (key: string) => string | undefined;

/** Ends a process whose engine is gone, once no request is under way. */
export interface EngineWatcher {
  start(): void;
  track<T>(work: () => Promise<T>): Promise<T>;
}

/** What a host gives, and what a test may replace. */
export interface RuntimeDependencies {
  /** Default: standard error. */
  readonly log?: Log;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  readonly sleep?: (delayMs: number) => Promise<void>;
  /** Only in a process that an engine started. */
  readonly engineWatch?: EngineWatcher | undefined;
  /** Told of every answer of Atlas; for a report on it. */
  readonly onAnswer?: ClientHooks["onResponse"];
}

const sleepFor = (delayMs: number) => new Promise<void>((resolve) => setTimeout(resolve, delayMs));

/**
 * What one provider process shares between all resources: settings, clients and their listings, the engine's
 * log. The engine starts one process for each operation, so nothing here outlives an `up` or a `preview`.
 */
export class ProviderRuntime {
  readonly log: Log;
  readonly run = new RunState();
  readonly preflight: Preflight;
  private readConfig: ReadConfig = () => undefined;
  private readonly clients = new Map<string, AtlasClient>();
  /** By profile, since the last configure: to read settings and find their client costs more than all else in a read. */
  private readonly contexts = new Map<string | undefined, AtlasContext>();
  private readonly closers: (() => Promise<void>)[] = [];
  private readonly waits: RetryLogger;
  private readonly engineWatch: EngineWatcher | undefined;
  private readonly onAnswer: ClientHooks["onResponse"];
  private readonly now: () => number;
  private readonly sleep: (delayMs: number) => Promise<void>;

  constructor(surroundings: RuntimeDependencies = {}) {
    const { log = stderrLog, now = Date.now, sleep = sleepFor } = surroundings;
    this.log = log;
    this.now = now;
    this.sleep = sleep;
    this.preflight = new Preflight((text) => log.write("info", text));
    this.engineWatch = surroundings.engineWatch;
    this.onAnswer = surroundings.onAnswer;
    this.waits = new RetryLogger((text) => log.write("info", text), now);
  }

  /** Stack config, secrets decrypted. Only kept here: it is read when a call is made, and then holds until the next configure. */
  configure(readConfig: ReadConfig): void {
    this.engineWatch?.start();
    this.readConfig = readConfig;
    this.contexts.clear();
  }

  /** What was listed so far may be overtaken by what another process wrote. */
  invalidateReads(): void {
    for (const client of this.clients.values()) client.invalidateReads();
  }

  /**
   * What the resources' functions work with, with the credentials of a profile or the default ones. Costs nothing
   * until one of them needs Atlas.
   */
  context(profile?: string): AtlasContext {
    const known = this.contexts.get(profile);
    if (known !== undefined) return known;
    const source = () => ({ ...this.source(), profile });
    const context = this.contextOf({
      settings: () => resolveSettings(source()),
      connection: () => resolveConnection(source()),
      fromConfig: () => stackConfigUse(source()),
    });
    this.contexts.set(profile, context);
    return context;
  }

  private contextOf(login: CredentialResolver): AtlasContext {
    const { settings, connection, fromConfig } = login;
    let client: AtlasClient | undefined;
    const ask = () => {
      client ??= this.client(settings(), login.isQuiet === true);
      return client;
    };
    return {
      get atlas() {
        return ask();
      },
      get api() {
        return apis[connection().api];
      },
      caller: () => callerOf(settings),
      keyConsumer: (publicKey) => {
        const caller = callerOf(settings);
        if (caller !== undefined && "publicKey" in caller && caller.publicKey === publicKey)
          return "this provider";
        return keyConsumer(this.source(), publicKey);
      },
      hasOtherKeys: () => {
        const caller = callerOf(settings);
        const own = caller !== undefined && "publicKey" in caller ? caller.publicKey : undefined;
        return configuredKeys(this.source()).some(({ publicKey }) => publicKey !== own);
      },
      sink: (spec) => this.sink(spec),
      warn: (text) => this.log.write("warning", text),
      info: (text) => this.log.write("info", text),
      now: this.now,
      sleep: this.sleep,
      run: this.run,
      stackConfigUse: fromConfig,
      withRetryBudget: (budgetMs) => this.contextOf(withTimeout(login, budgetMs)),
      // Where the profile's own credentials would go, which may not be where those without a name do.
      withCredentials: (credentials) =>
        this.contextOf({
          settings: () => settingsWith(connection(), { credentials, source: "config" }),
          connection,
          // The state has them, or a config that is read anew.
          fromConfig: () => ({ ...fromConfig(), credentials: false }),
        }),
      organizationCredentials: (orgId) => resolveOrganizationCredentials(this.source(), orgId),
    };
  }

  /**
   * It sees what the user's shell has, where the credentials of its own are, and nothing of the stack's config. What has
   * begun is ended even when the engine is gone meanwhile.
   */
  private sink(spec: SinkSpec): SecretSink {
    const sink = commandSink(spec, environmentOf(this.source()));
    const watch = this.engineWatch;
    if (watch === undefined) return sink;
    return { store: (secret, labels) => watch.track(() => sink.store(secret, labels)) };
  }

  private source(): SettingsInput {
    return { config: this.readConfig };
  }

  /** One client for each identity, made at its first call: settings may differ from one call to the next. */
  private client(settings: Settings, isQuiet: boolean): AtlasClient {
    const identity = clientCacheKey(settings);
    const known = this.clients.get(identity);
    if (known) return known;
    const { engineWatch: watch, onAnswer } = this;
    const { send, close } = createHttpClient(settings, {
      ...(watch && { wrapRequest: (exchange) => watch.track(exchange) }),
      ...(onAnswer && { onResponse: onAnswer }),
      ...(!isQuiet && { onWait: (notice) => this.waits.log(notice) }),
      now: this.now,
      sleep: this.sleep,
    });
    const client = new AtlasClient(send, callerName(settings.credentials), apis[settings.api]);
    this.clients.set(identity, client);
    this.closers.push(close);
    return client;
  }

  /** Revokes tokens and closes connections. For processes that end by themselves; the engine ends its own. */
  async close(): Promise<void> {
    this.clients.clear();
    this.contexts.clear();
    await Promise.all(this.closers.splice(0).map((close) => close()));
  }
}

/** How one context reaches Atlas; read when it is needed. */
interface CredentialResolver {
  readonly settings: () => Settings;
  readonly connection: () => Connection;
  readonly fromConfig: () => StackConfigUse;
  /** Says nothing of calls that wait. */
  readonly isQuiet?: boolean;
}

/** The same with calls that are given up after so many milliseconds. */
function withTimeout(login: CredentialResolver, budgetMs: number): CredentialResolver {
  const limits = { requestTimeoutMs: budgetMs, retryBudgetMs: budgetMs };
  return {
    ...login,
    settings: () => ({ ...login.settings(), ...limits }),
    connection: () => ({ ...login.connection(), ...limits }),
    isQuiet: true,
  };
}

/** Without usable settings nobody calls, and the call that needs them will say what is missing. */
function callerOf(settings: () => Settings): ReturnType<AtlasContext["caller"]> {
  try {
    const { credentials } = settings();
    if (credentials.kind === "api-key") return { publicKey: credentials.publicKey };
    return credentials.kind === "service-account" ? { clientId: credentials.clientId } : undefined;
  } catch {
    return undefined;
  }
}

/** Who calls, as a user knows it. The public half of a key and a client id are no secrets. */
function callerName(credentials: Settings["credentials"]): string {
  switch (credentials.kind) {
    case "api-key":
      return `API key ${credentials.publicKey}`;
    case "service-account":
      return `service account ${credentials.clientId}`;
    case "token":
      return "the access token";
  }
}
