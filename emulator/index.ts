import { Digest } from "./auth/digest";
import { Tokens } from "./auth/access-tokens";
import { Clock } from "./types/clock";
import type { Core } from "./server/context";
import { type FaultSpec, fromSpec, parseFaults } from "./faults/fault";
import { Faults } from "./faults/active-faults";
import { IdSource } from "./types/ids";
import { Buckets } from "./limits/token-buckets";
import { type LoggedRequest, RequestLog } from "./http/request-log";
import { Router } from "./routes/router";
import { operationNames, routes } from "./routes/all";
import { HttpServer } from "./server/http-server";
import { defaultSettings, type Settings } from "./types/settings";
import { loadWorld } from "./store/from-seed";
import type { Seed } from "./types/seed";
import { parseSeed } from "./store/seed-schema";
import { StateFile } from "./store/state-file";
import { Store } from "./store/store";

export { type Fault, FaultError, type FaultSpec } from "./faults/fault";
export type { LoggedRequest } from "./http/request-log";
export { defaultSettings, type Settings } from "./types/settings";
export type * from "./types/seed";
export { SeedError } from "./store/seed-schema";
export type { ChangedBy, Draft, Store } from "./store/store";

/** How to start an emulator; every option may be left out. */
export interface EmulatorOptions {
  /** Port to listen on. Default 0, which picks a free one. */
  readonly port?: number | undefined;
  /** Address to listen on. Default 127.0.0.1, which only this machine reaches. */
  readonly host?: string | undefined;
  /** The world to begin with. Default: an empty one, which nobody can sign in to. */
  readonly seed?: Seed | undefined;
  /** `real` refuses with 429 when a token bucket is empty; `off` only counts. Default `off`. */
  readonly rateLimits?: "off" | "real" | undefined;
  /** Milliseconds that every answer waits. Default 0. */
  readonly latencyMs?: number | undefined;
  /** File that keeps the world across restarts. If it exists, it is used instead of the seed. */
  readonly stateFile?: string | undefined;
  /** The time, in milliseconds since 1970. Default: the machine's clock. */
  readonly now?: (() => number) | undefined;
  /** Numbers from 0 up to 1 that decide the order of roles in answers. Default: Math.random. */
  readonly random?: (() => number) | undefined;
  /** How many requests the log keeps. Default 10,000. */
  readonly maxLoggedRequests?: number | undefined;
  /** Decisions where evidence about Atlas is silent; see `Settings`. */
  readonly settings?: Partial<Settings> | undefined;
}

/** A running emulator. */
export interface Emulator {
  /** Where it listens, such as `http://127.0.0.1:8080`: the base URL for clients. */
  readonly url: string;
  /** What really exists, and ways to change it behind the clients' backs. */
  readonly store: Store;
  /** What clients sent, oldest first, without secrets. A copy made when it is read. */
  readonly requests: readonly LoggedRequest[];
  /** A sentence about the state file if it was not whole, or took the place of the seed. */
  readonly notice?: string;
  clearRequests(): void;
  /**
   * Lets requests of an operation go wrong: `fail("createOrgApiKey", [429, "reset", 500])` meets three requests, one
   * fault each, in that order. Only requests with good credentials meet faults, so a Digest challenge uses none up.
   * @param operation an operationId of the official document, one of its newer names, `oauthToken`, `oauthRevoke`, `*`
   * @throws FaultError for an unknown operation or a fault that is not valid
   */
  fail(operation: string, faults: FaultSpec | readonly FaultSpec[]): void;
  clearFaults(): void;
  /** Lets time pass: tokens expire, nonces grow old, rate buckets refill. */
  advanceClock(seconds: number): void;
  /** Ends it at once, open connections included, when the state file is written. */
  close(): Promise<void>;
}

/**
 * Starts an emulator of the Atlas Administration API's part for organizations, projects, API keys and service
 * accounts, over real HTTP.
 * @throws SeedError when the seed or state file is not valid, naming the path in the document
 * @throws an error with the system's code (`EADDRINUSE`, `ENOENT` …) when it cannot listen or write the state file; nothing runs then
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const file = options.stateFile === undefined ? undefined : new StateFile(options.stateFile);
  const core = makeCore(options, file);
  const loaded = (await file?.load()) ?? {};
  const seed = loaded.seed ?? parseSeed(options.seed === undefined ? { organizations: [] } : options.seed);
  core.store.begin(loadWorld(seed, core.ids, core.clock.nowMs()));
  const server = new HttpServer(core);
  await server.listen(options.port ?? 0, options.host ?? "127.0.0.1");
  try {
    await core.store.flush();
  } catch (error) {
    await server.close();
    throw error;
  }
  const ignoresSeed = loaded.seed !== undefined && options.seed !== undefined;
  const notice =
    loaded.notice ?? (ignoresSeed ? `${options.stateFile}: used instead of the seed` : undefined);
  return faceOf(core, server, notice);
}

function makeCore(options: EmulatorOptions, file: StateFile | undefined): Core {
  const clock = new Clock(options.now);
  const ids = new IdSource(clock);
  const settings: Settings = { ...defaultSettings, ...options.settings };
  return {
    clock,
    ids,
    settings,
    random: options.random ?? Math.random,
    store: new Store(clock, ids, settings.eventRetentionDays, file),
    digest: new Digest(clock, settings),
    tokens: new Tokens(clock, settings),
    buckets: new Buckets(clock),
    faults: new Faults(),
    router: new Router(routes),
    inProgress: new Set(),
    log: new RequestLog(options.maxLoggedRequests ?? 10_000),
    limitsAreReal: options.rateLimits === "real",
    latencyMs: options.latencyMs ?? 0,
  };
}

function faceOf(core: Core, server: HttpServer, notice: string | undefined): Emulator {
  return {
    url: server.url,
    store: core.store,
    ...(notice !== undefined && { notice }),
    get requests() {
      return core.log.all();
    },
    clearRequests: () => core.log.clear(),
    fail(operation, faults) {
      const specs: readonly FaultSpec[] = isList(faults) ? faults : [faults];
      const list = specs.map((spec) => fromSpec(operation, spec));
      core.faults.add(parseFaults(list, operationNames));
      core.store.keepPast(core.faults.staleMs());
    },
    clearFaults() {
      core.faults.set([]);
      core.store.keepPast(0);
    },
    advanceClock: (seconds) => core.clock.advance(seconds),
    async close() {
      await server.close();
      await core.store.settled();
    },
  };
}

function isList(faults: FaultSpec | readonly FaultSpec[]): faults is readonly FaultSpec[] {
  return Array.isArray(faults);
}
