import { Authenticator } from "../auth/authenticator";
import { ActiveFaults } from "../faults/active-faults";
import { type FaultSpec, faultFromSpec, parseFaults } from "../faults/parse-faults";
import { type LoggedRequest, RequestLog } from "../http/request-log";
import { RateLimiter } from "../limits/rate-limiter";
import { operationNames, routes } from "../routes/all";
import { Router } from "../routes/router";
import { snapshotFromSeed } from "../store/from-seed";
import { parseSeed } from "../store/parse-seed";
import { StateFile } from "../store/state-file";
import { Store } from "../store/store";
import { Clock } from "../types/clock";
import { IdSource } from "../types/ids";
import type { Seed } from "../types/seed.generated";
import { defaultSettings, type Settings } from "../types/settings";
import type { EmulatorContext } from "./context";
import { HttpServer } from "./http-server";

/** Options of an emulator; all of them are optional. */
export interface EmulatorOptions {
  /** Port to listen on. Default 0, which selects a free port. */
  readonly port?: number | undefined;
  /** Address to listen on. Default 127.0.0.1, which is reachable from this machine only. */
  readonly host?: string | undefined;
  /** The initial data. Default: none, so that no credentials are valid. */
  readonly seed?: Seed | undefined;
  /** `real` responds 429 when a token bucket is empty; `off` only counts. Default `off`. */
  readonly rateLimits?: "off" | "real" | undefined;
  /** Delay of every response in milliseconds. Default 0. */
  readonly latencyMs?: number | undefined;
  /** File that keeps the data across restarts. If it exists, it is used instead of the seed. */
  readonly stateFile?: string | undefined;
  /** The time, in milliseconds since 1970. Default: the machine's clock. */
  readonly now?: (() => number) | undefined;
  /** Numbers from 0 up to 1 that determine the order of roles in responses. Default: Math.random. */
  readonly random?: (() => number) | undefined;
  /** Maximum number of requests in the log. Default 10,000. */
  readonly maxLoggedRequests?: number | undefined;
  /** Decisions where there is no evidence about Atlas; see `Settings`. */
  readonly settings?: Partial<Settings> | undefined;
}

/** A running emulator. */
export interface Emulator {
  /** The base URL for clients, such as `http://127.0.0.1:8080`. */
  readonly url: string;
  /** The emulator's data: reads what exists, and makes changes without a request. */
  readonly store: Store;
  /** The requests of clients, oldest first, without secrets. A copy, made on each access. */
  readonly requests: readonly LoggedRequest[];
  /** Set if the state file was incomplete or replaced the seed: one sentence about it. */
  readonly notice?: string;
  clearRequests(): void;
  /**
   * Adds faults to an operation. `fail("createOrgApiKey", [429, "reset", 500])` applies to three requests, one fault each,
   * in that order. Only requests with valid credentials get faults, so a Digest challenge uses none.
   * @param operation an operationId of the official document, one of its newer names, `oauthToken`, `oauthRevoke`, `*`
   * @throws FaultError for an unknown operation or a fault that is not valid
   */
  fail(operation: string, faults: FaultSpec | readonly FaultSpec[]): void;
  clearFaults(): void;
  /** Moves the clock forward: tokens and nonces expire, rate-limit buckets refill. */
  advanceClock(seconds: number): void;
  /** Stops at once, closes all connections, and resolves when the state file is written. */
  close(): Promise<void>;
}

/**
 * Starts an emulator of the Atlas Administration API for organizations, projects, API keys and service accounts. It
 * serves real HTTP.
 * @throws SeedError if the seed or state file is not valid, naming the path in the document
 * @throws an error with the system's code (`EADDRINUSE`, `ENOENT` …) if it cannot listen or write the state file; then nothing is running
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const file = options.stateFile === undefined ? undefined : new StateFile(options.stateFile);
  const context = createContext(options, file);
  const loaded = (await file?.load()) ?? {};
  const seed = loaded.seed ?? parseSeed(options.seed === undefined ? { organizations: [] } : options.seed);
  context.store.reset(snapshotFromSeed(seed, context.ids, context.clock.nowMs()));
  const server = new HttpServer(context);
  await server.listen(options.port ?? 0, options.host ?? "127.0.0.1");
  try {
    await context.store.flush();
  } catch (error) {
    await server.close();
    throw error;
  }
  const ignoresSeed = loaded.seed !== undefined && options.seed !== undefined;
  const notice =
    loaded.notice ?? (ignoresSeed ? `${options.stateFile}: used instead of the seed` : undefined);
  return createEmulator(context, server, notice);
}

function createContext(options: EmulatorOptions, file: StateFile | undefined): EmulatorContext {
  const clock = new Clock(options.now);
  const ids = new IdSource(clock);
  const settings: Settings = { ...defaultSettings, ...options.settings };
  return {
    clock,
    ids,
    settings,
    random: options.random ?? Math.random,
    store: new Store(clock, ids, settings.eventRetentionDays, file),
    authenticator: new Authenticator(clock, settings),
    rateLimiter: new RateLimiter(clock, settings, options.rateLimits === "real"),
    faults: new ActiveFaults(),
    router: new Router(routes),
    locked: new Set(),
    log: new RequestLog(options.maxLoggedRequests ?? 10_000),
    latencyMs: options.latencyMs ?? 0,
  };
}

function createEmulator(context: EmulatorContext, server: HttpServer, notice: string | undefined): Emulator {
  const { store, log, faults: activeFaults, clock } = context;
  return {
    url: server.url,
    store,
    ...(notice !== undefined && { notice }),
    get requests() {
      return log.all();
    },
    clearRequests: () => log.clear(),
    fail(operation, faults) {
      const specs = [faults].flat() as readonly FaultSpec[];
      const list = specs.map((spec) => faultFromSpec(operation, spec));
      activeFaults.add(parseFaults(list, operationNames));
      store.retainHistory(activeFaults.maxStaleMs());
    },
    clearFaults() {
      activeFaults.set([]);
      store.retainHistory(0);
    },
    advanceClock: (seconds) => clock.advance(seconds),
    async close() {
      await server.close();
      await store.settled();
    },
  };
}
