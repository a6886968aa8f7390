import type { Caller } from "../auth/caller";
import { apiBases } from "../http/api-paths";
import type { OperationResponse } from "../http/api-response";
import type { Query } from "../http/query";
import type { HttpRequest } from "../http/request";
import type { Versions } from "../http/version";
import type { EndpointSetName } from "../limits/endpoint-sets";
import type { Snapshot } from "../store/snapshot";
import type { Clock } from "../types/clock";
import type { IdSource } from "../types/ids";
import type { Organization, Project } from "../types/resources";
import type { Product } from "../types/seed.generated";
import type { Settings } from "../types/settings";

/** One operation: the data that the server needs before it calls the handler, and the handler. */
export interface Route {
  readonly product: Product;
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  /** Below the API's base path. `{orgId}` and `{groupId}` are found and checked before the handler is called. */
  readonly path: string;
  readonly operationId: string;
  /** Other names of the operation that faults may use. */
  readonly aliases?: readonly string[];
  readonly version: string;
  readonly previewEnded?: string;
  /** An older version that is still served, with the headers that announce its end. */
  readonly older?: Versions["older"];
  /** The X-Java-Method header, if recorded. */
  readonly javaMethod?: string;
  readonly limit: EndpointSetName;
  /** Query parameters in addition to those of every operation. */
  readonly query?: readonly string[];
  /** The path parameter of the object that accepts one such request at a time; concurrent requests are rejected. */
  readonly exclusiveBy?: string;
  /** Whether the operation also finds a recently deleted project. */
  readonly findsDeletedProjects?: true;
  /** A POST without a body; a body is ignored. */
  readonly takesNoBody?: true;
  readonly handler: (call: Call) => OperationResponse;
}

/** The parts of one emulator that handlers use. */
export interface Environment {
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly settings: Settings;
  readonly random: () => number;
}

interface CallParts {
  readonly snapshot: Snapshot;
  readonly caller: Caller;
  readonly request: HttpRequest;
  readonly environment: Environment;
  readonly route: Route;
  readonly params: ReadonlyMap<string, string>;
  readonly query: Query;
  readonly body: unknown;
  readonly organization: Organization | undefined;
  readonly project: Project | undefined;
}

/** An API call for its handler: authenticated and authorized, with the objects of its path. */
export class Call {
  readonly snapshot: Snapshot;
  readonly caller: Caller;
  readonly request: HttpRequest;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly settings: Settings;
  readonly query: Query;
  /** The JSON body, not validated. */
  readonly body: unknown;
  readonly #parts: CallParts;

  constructor(parts: CallParts) {
    this.#parts = parts;
    this.snapshot = parts.snapshot;
    this.caller = parts.caller;
    this.request = parts.request;
    this.query = parts.query;
    this.body = parts.body;
    this.clock = parts.environment.clock;
    this.ids = parts.environment.ids;
    this.settings = parts.environment.settings;
  }

  get product(): Product {
    return this.#parts.route.product;
  }

  /** The base URL of this API, for links. */
  get base(): string {
    return `${this.request.origin}${apiBases[this.product]}`;
  }

  /** The organization of the path, or of its project. */
  get organization(): Organization {
    return present(this.#parts.organization, "organization");
  }

  get project(): Project {
    return present(this.#parts.project, "project");
  }

  param(name: string): string {
    return present(this.#parts.params.get(name), name);
  }

  /** Returns the items in random order, as recorded for roles. */
  shuffle<T>(items: readonly T[]): T[] {
    const shuffled = [...items];
    for (let last = shuffled.length - 1; last > 0; last--) {
      const other = Math.floor(this.#parts.environment.random() * (last + 1));
      [shuffled[last], shuffled[other]] = [shuffled[other] as T, shuffled[last] as T];
    }
    return shuffled;
  }
}

function present<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new Error(`the route has no ${name}`);
  return value;
}
