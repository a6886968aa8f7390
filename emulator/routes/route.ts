import type { Caller } from "../auth/caller";
import type { Clock } from "../types/clock";
import type { Exchange } from "../http/request";
import type { Json } from "../types/json";
import type { IdSource } from "../types/ids";
import type { EndpointSetName } from "../limits/endpoint-sets";
import type { Query } from "../http/query";
import type { Versions } from "../http/version";
import type { Settings } from "../types/settings";
import type { Product } from "../types/seed";
import type { Organization, Project, World } from "../store/snapshot";

/** One operation as data: all that the pipeline has to know before the handler runs. */
export interface Route {
  readonly product: Product;
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  /** Below the API's base; `{orgId}` and `{groupId}` are looked up and checked before the handler runs. */
  readonly path: string;
  readonly operationId: string;
  /** Other names of the operation, which faults may use. */
  readonly aliases?: readonly string[];
  readonly version: string;
  readonly previewEnded?: string;
  /** An older version that still answers, with the headers that say when it ends. */
  readonly older?: Versions["older"];
  /** The X-Java-Method header, where one was recorded. */
  readonly javaMethod?: string;
  readonly limit: EndpointSetName;
  /** Query parameters beyond those that every operation takes. */
  readonly query?: readonly string[];
  /** The path parameter whose subject takes one such request at a time: a concurrent one is refused. */
  readonly exclusiveBy?: string;
  /** Also finds a project that was deleted moments ago. */
  readonly findsDeletedProjects?: true;
  /** A POST that is sent without a body, and whatever body it has is not read. */
  readonly takesNoBody?: true;
  readonly handler: (call: Call) => Answer;
}

export interface Answer {
  readonly status: number;
  /** Absent with 204. */
  readonly body?: Json;
  /** A list, which an envelope joins instead of wrapping. */
  readonly isList?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What stays the same for all requests of one emulator. */
export interface Environment {
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly settings: Settings;
  readonly random: () => number;
}

interface CallParts {
  readonly world: World;
  readonly caller: Caller;
  readonly exchange: Exchange;
  readonly environment: Environment;
  readonly route: Route;
  readonly params: ReadonlyMap<string, string>;
  readonly query: Query;
  readonly body: unknown;
  readonly organization: Organization | undefined;
  readonly project: Project | undefined;
}

/** A request as its handler sees it: authenticated, authorized, its ids looked up. */
export class Call {
  readonly world: World;
  readonly caller: Caller;
  readonly exchange: Exchange;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly settings: Settings;
  readonly query: Query;
  /** The JSON that was sent, of any shape. */
  readonly body: unknown;
  readonly #parts: CallParts;

  constructor(parts: CallParts) {
    this.#parts = parts;
    this.world = parts.world;
    this.caller = parts.caller;
    this.exchange = parts.exchange;
    this.query = parts.query;
    this.body = parts.body;
    this.clock = parts.environment.clock;
    this.ids = parts.environment.ids;
    this.settings = parts.environment.settings;
  }

  get product(): Product {
    return this.#parts.route.product;
  }

  /** What this API's links begin with. */
  get base(): string {
    return `${this.exchange.origin}${apiBases[this.product]}`;
  }

  /** The organization of the path, or that of its project. */
  get organization(): Organization {
    return present(this.#parts.organization, "organization");
  }

  get project(): Project {
    return present(this.#parts.project, "project");
  }

  param(name: string): string {
    return present(this.#parts.params.get(name), name);
  }

  /** In another order at every call, as roles were recorded. */
  shuffle<T>(items: readonly T[]): T[] {
    const shuffled = [...items];
    for (let last = shuffled.length - 1; last > 0; last--) {
      const other = Math.floor(this.#parts.environment.random() * (last + 1));
      [shuffled[last], shuffled[other]] = [shuffled[other] as T, shuffled[last] as T];
    }
    return shuffled;
  }
}

export const apiBases: Readonly<Record<Product, string>> = {
  atlas: "/api/atlas/v2",
  "cloud-manager": "/api/public/v1.0",
};

function present<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new Error(`the route has no ${name}`);
  return value;
}
