import { apis } from "../atlas/apis";
import { AtlasClient } from "../atlas/client";
import type { AtlasContext } from "../atlas/context";
import type { SecretSink, SinkSpec } from "../atlas/secret-sink";
import { clientCacheKey } from "../config/client-cache-key";
import { accountConsumer, configuredKeys, keyConsumer, usesAccount } from "../config/key-consumers";
import { resolveOrganizationCredentials } from "../config/organization-credentials";
import { resolveConnection, resolveSettings, type Settings, settingsWith } from "../config/settings";
import { environmentOf, type SettingsInput } from "../config/sources";
import { stackConfigUse } from "../config/stack-config-use";
import { RunState } from "../core/run-state";
import { createHttpClient } from "../http/client";
import type { ClientHooks } from "../http/settings";
import { commandSink } from "../sinks/command";
import { callerName, callerOf, credentialsOf } from "./caller";
import { Cancellation } from "./cancellation";
import { type Log, stderrLog } from "./log";
import { Preflight } from "./preflight";
import { RetryLogger } from "./retry-logger";
import { type SettingsResolver, withRetryBudget } from "./settings-resolver";

type ReadConfig = (key: string) => string | undefined;

/** Ends the process when its engine has ended and no request is running. */
export interface EngineWatcher {
  start(): void;
  track<T>(work: () => Promise<T>): Promise<T>;
}

/** Dependencies that a host passes, and that a test may replace. */
export interface RuntimeDependencies {
  /** Default: standard error. */
  readonly log?: Log;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  readonly sleep?: (delayMs: number) => Promise<void>;
  /** Set only in a process that an engine started. */
  readonly engineWatch?: EngineWatcher | undefined;
  /** Called for every response of Atlas. */
  readonly onResponse?: ClientHooks["onResponse"];
}

const sleepFor = (delayMs: number) => new Promise<void>((resolve) => setTimeout(resolve, delayMs));

/**
 * What all resources of a provider process share: settings, clients and their cached reads, the state of the run, and the
 * log. The engine starts one process for each operation, so this object lives as long as one `up` or `preview`.
 */
export class ProviderRuntime {
  readonly log: Log;
  readonly run = new RunState();
  readonly preflight: Preflight;
  private readConfig: ReadConfig = () => undefined;
  private readonly clients = new Map<string, AtlasClient>();
  /** By profile, since the last configure: resolving settings takes longer than the rest of a read. */
  private readonly contexts = new Map<string | undefined, AtlasContext>();
  private readonly closers: (() => Promise<void>)[] = [];
  private readonly waits: RetryLogger;
  private readonly engineWatch: EngineWatcher | undefined;
  private readonly onResponse: ClientHooks["onResponse"];
  private readonly now: () => number;
  private readonly sleep: (delayMs: number) => Promise<void>;
  private readonly cancellation = new Cancellation();

  constructor(dependencies: RuntimeDependencies = {}) {
    const { log = stderrLog, now = Date.now, sleep = sleepFor } = dependencies;
    this.log = log;
    this.now = now;
    this.sleep = (delayMs) => this.cancellation.wait(() => sleep(delayMs));
    this.preflight = new Preflight((text) => log.write("info", text));
    this.engineWatch = dependencies.engineWatch;
    this.onResponse = dependencies.onResponse;
    this.waits = new RetryLogger((text) => log.write("info", text), now);
  }

  /** Sets the reader of the stack config, with secrets decrypted. Settings are resolved at the first call after it. */
  configure(readConfig: ReadConfig): void {
    this.engineWatch?.start();
    this.readConfig = readConfig;
    this.contexts.clear();
  }

  /** Invalidates all cached reads, since another process may have written. */
  invalidateReads(): void {
    for (const client of this.clients.values()) client.invalidateReads();
  }

  /**
   * The context for the functions of a resource, with the credentials of a profile or the default ones. Resolves no settings
   * until a function uses Atlas.
   */
  context(profile?: string): AtlasContext {
    const known = this.contexts.get(profile);
    if (known !== undefined) return known;
    const source = () => ({ ...this.source(), profile });
    const context = this.contextOf({
      settings: () => resolveSettings(source()),
      connection: () => resolveConnection(source()),
      stackConfigUse: () => stackConfigUse(source()),
    });
    this.contexts.set(profile, context);
    return context;
  }

  private contextOf(resolver: SettingsResolver): AtlasContext {
    const { settings, connection, stackConfigUse } = resolver;
    let client: AtlasClient | undefined;
    const getClient = () => {
      if (client !== undefined) return client;
      const shared = this.client(settings(), resolver.isQuiet === true);
      client = resolver.deadlineAt === undefined ? shared : shared.withDeadline(resolver.deadlineAt);
      return client;
    };
    return {
      get atlas() {
        return getClient();
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
      accountConsumer: (clientId, fingerprint) => {
        const own = credentialsOf(settings);
        if (own !== undefined && usesAccount(own, clientId, fingerprint)) return "this provider";
        return accountConsumer(this.source(), clientId, fingerprint);
      },
      hasOtherKeys: () => {
        const caller = callerOf(settings);
        const own = caller !== undefined && "publicKey" in caller ? caller.publicKey : undefined;
        return configuredKeys(this.source()).some(({ credentials }) => credentials.publicKey !== own);
      },
      sink: (spec) => this.sink(spec),
      warn: (text) => this.log.write("warning", text),
      info: (text) => this.log.write("info", text),
      now: this.now,
      sleep: this.sleep,
      run: this.run,
      stackConfigUse,
      withRetryBudget: (budgetMs) => this.contextOf(withRetryBudget(resolver, budgetMs)),
      withDeadline: (deadlineAt) => this.contextOf({ ...resolver, deadlineAt }),
      // With the address and API of the profile, which may differ from those of the default credentials.
      withCredentials: (credentials) =>
        this.contextOf({
          deadlineAt: resolver.deadlineAt,
          settings: () => settingsWith(connection(), { credentials, source: "config" }),
          connection,
          // These credentials come from the state, or from a config that is read again.
          stackConfigUse: () => ({ ...stackConfigUse(), credentials: false }),
        }),
      organizationCredentials: (orgId) => resolveOrganizationCredentials(this.source(), orgId),
    };
  }

  /**
   * The sink command gets the environment of the user's shell, and nothing of the stack's config. A running command is
   * finished even when the engine ends meanwhile.
   */
  private sink(spec: SinkSpec): SecretSink {
    const sink = commandSink(spec, environmentOf(this.source()));
    const watch = this.engineWatch;
    if (watch === undefined) return sink;
    return { store: (...secret) => watch.track(() => sink.store(...secret)) };
  }

  private source(): SettingsInput {
    return { config: this.readConfig };
  }

  /** One client for each set of settings, created at its first call: settings may differ between calls. */
  private client(settings: Settings, isQuiet: boolean): AtlasClient {
    const cacheKey = clientCacheKey(settings);
    const known = this.clients.get(cacheKey);
    if (known) return known;
    const { engineWatch: watch, onResponse, cancellation } = this;
    const { send, close } = createHttpClient(settings, {
      isCancelled: () => cancellation.isCancelled,
      wrapRequest: (request) => {
        const tracked = () => cancellation.track(request);
        return watch === undefined ? tracked() : watch.track(tracked);
      },
      ...(onResponse && { onResponse }),
      ...(!isQuiet && { onWait: (notice) => this.waits.log(notice) }),
      now: this.now,
      sleep: this.sleep,
    });
    const client = new AtlasClient(send, callerName(settings.credentials), apis[settings.api]);
    this.clients.set(cacheKey, client);
    this.closers.push(close);
    return client;
  }

  /** Ends the run early: running requests finish, waits end, and no request begins. Then revokes tokens. */
  async cancel(): Promise<void> {
    await this.cancellation.cancel();
    await this.close();
  }

  /** Revokes tokens and closes connections. For processes that end by themselves; the engine ends its provider processes. */
  async close(): Promise<void> {
    this.clients.clear();
    this.contexts.clear();
    await Promise.all(this.closers.splice(0).map((close) => close()));
  }
}
