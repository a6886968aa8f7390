import { apis } from "../../atlas/apis";
import { AtlasClient } from "../../atlas/client";
import type { AtlasContext } from "../../atlas/context";
import type { SecretSink, SinkSpec } from "../../atlas/secret-sink";
import { settingsIdentity } from "../../config/identity";
import { keyUser, usedKeys } from "../../config/key-user";
import { resolveOrganizationCredentials } from "../../config/organization-credentials";
import {
  type Connection,
  resolveConnection,
  resolveSettings,
  type Settings,
  settingsWith,
} from "../../config/settings";
import { environmentOf, namespace, type SettingsInput } from "../../config/sources";
import type { ClientHooks } from "../../http/settings";
import { createSend } from "../../http/stack";
import { commandSink } from "../../sinks/command";
import { currentConfig } from "./current-config";
import { EngineLog, engineAddress, isProviderProcess, type Log } from "./engine-log";
import { EngineWatch } from "./engine-watch";
import { WaitAnnouncer } from "./wait-announcer";

type ReadConfig = (key: string) => string | undefined;

/** What a test may replace. */
export interface SessionSurroundings {
  /** Default: the engine's log. */
  readonly log?: Log;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  readonly sleep?: (delayMs: number) => Promise<void>;
  /** The stack's config as it is now, by full key. Default: asked of the engine's command in a provider process. */
  readonly currentConfig?: () => Promise<ReadConfig | undefined>;
  /** Ends this process when its engine is gone; only in a provider process. */
  readonly engineWatch?: EngineWatch | undefined;
  /** Told of every answer of Atlas; for a report on it. */
  readonly onAnswer?: ClientHooks["onAnswer"];
}

const timer = (delayMs: number) => new Promise<void>((resolve) => setTimeout(resolve, delayMs));

/**
 * What one provider process shares between all resources: settings, clients and their listings, the engine's
 * log. The engine starts one process for each operation, so nothing here outlives an `up` or a `preview`.
 */
export class Session {
  readonly log: Log;
  private readConfig: ReadConfig = () => undefined;
  private readonly clients = new Map<string, AtlasClient>();
  /** By profile, since the last configure: to read settings and find their client costs more than all else in a read. */
  private readonly contexts = new Map<string | undefined, AtlasContext>();
  private readonly closers: (() => Promise<void>)[] = [];
  private readonly compared = new Map<string, "kept" | "replaced">();
  private readonly waits: WaitAnnouncer;
  /** What was read after a refusal; no later configure of another resource's provider takes it back. */
  private currentConfig: ReadConfig | undefined;
  private renewal: Promise<boolean> | undefined;
  private readonly engineWatch: EngineWatch | undefined;
  private readonly onAnswer: ClientHooks["onAnswer"];
  private readonly readCurrentConfig: () => Promise<ReadConfig | undefined>;
  private readonly now: () => number;
  private readonly sleep: (delayMs: number) => Promise<void>;

  constructor(surroundings: SessionSurroundings = {}) {
    const { log = new EngineLog(), now = Date.now, sleep = timer, currentConfig: current } = surroundings;
    this.log = log;
    this.now = now;
    this.sleep = sleep;
    this.readCurrentConfig = current ?? (isProviderProcess() ? currentConfig : async () => undefined);
    this.engineWatch = surroundings.engineWatch;
    this.onAnswer = surroundings.onAnswer;
    this.waits = new WaitAnnouncer((text) => log.write("info", text), now);
  }

  /** Stack config, secrets decrypted. Only kept here: it is read when a call is made, and then holds until the next configure. */
  configure(readConfig: ReadConfig): void {
    this.engineWatch?.start();
    this.readConfig = readConfig;
    this.contexts.clear();
  }

  /** Takes the stack's config as it is now. True when it differs from what is in use, so that a call may be repeated. */
  renewConfig(): Promise<boolean> {
    this.renewal ??= this.readCurrentConfig().then((current) => {
      if (current !== undefined) this.currentConfig = (key) => current(`${namespace}:${key}`);
      this.contexts.clear();
      return current !== undefined;
    });
    return this.renewal;
  }

  noteCompared(id: string, replaced: boolean): void {
    this.compared.set(id, replaced ? "replaced" : "kept");
  }

  /** What was listed so far may be overtaken by what another process wrote. */
  overtakeReads(): void {
    for (const client of this.clients.values()) client.overtakeReads();
  }

  /**
   * What the resources' functions work with, with the credentials of a profile or the default ones. Costs nothing
   * until one of them needs Atlas.
   */
  context(profile?: string): AtlasContext {
    const known = this.contexts.get(profile);
    if (known !== undefined) return known;
    const source = () => ({ ...this.source(), profile });
    const context = this.contextOf(
      () => resolveSettings(source()),
      () => resolveConnection(source()),
    );
    this.contexts.set(profile, context);
    return context;
  }

  private contextOf(settings: () => Settings, connection: () => Connection): AtlasContext {
    let client: AtlasClient | undefined;
    const ask = () => {
      client ??= this.client(settings());
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
      userOf: (publicKey) => {
        const caller = callerOf(settings);
        if (caller !== undefined && "publicKey" in caller && caller.publicKey === publicKey)
          return "this provider";
        return keyUser(this.source(), publicKey);
      },
      usesOtherKeys: () => {
        const caller = callerOf(settings);
        const own = caller !== undefined && "publicKey" in caller ? caller.publicKey : undefined;
        return usedKeys(this.source()).some(({ publicKey }) => publicKey !== own);
      },
      sink: (spec) => this.sink(spec),
      warn: (text) => this.log.write("warning", text),
      now: this.now,
      sleep: this.sleep,
      compared: this.compared,
      // Where the profile's own credentials would go, which may not be where those without a name do.
      as: (credentials) =>
        this.contextOf(() => settingsWith(connection(), { credentials, source: "config" }), connection),
      credentialsFor: (orgId) => resolveOrganizationCredentials(this.source(), orgId),
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
    return { take: (secret, labels) => watch.during(() => sink.take(secret, labels)) };
  }

  private source(): SettingsInput {
    return { config: this.currentConfig ?? this.readConfig };
  }

  /** One client for each identity, made at its first call: settings may differ from one call to the next. */
  private client(settings: Settings): AtlasClient {
    const identity = settingsIdentity(settings);
    const known = this.clients.get(identity);
    if (known) return known;
    const { engineWatch: watch, onAnswer } = this;
    const { send, close } = createSend(settings, {
      ...(watch && { during: (exchange) => watch.during(exchange) }),
      ...(onAnswer && { onAnswer }),
      onWait: (notice) => this.waits.announce(notice),
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

const address = engineAddress();

/** The session of this process. */
export const session = new Session({
  engineWatch: address === undefined ? undefined : new EngineWatch(address),
});
