/** One request of an official client, and the parts of the response that the client reads. */
export interface Step {
  readonly call: string;
  /** The operation's version in the client's media type. */
  readonly version: string;
  readonly body?: unknown;
  readonly status: number;
  /** Values of the response by name, for `{name}` in later requests. */
  readonly keep?: Readonly<Record<string, string>>;
  /** The parts of the response that the client reads, as for `toMatchObject`. */
  readonly needs?: unknown;
  /** Fields of one element of the response's list. */
  readonly holds?: Readonly<Record<string, unknown>>;
  /** Uses credentials of an earlier response, as a client does that created an organization. */
  readonly as?: "created key" | "created account";
}

export interface Sequence {
  readonly name: string;
  /** Repository and file that show the order of the requests and the use of their responses. */
  readonly source: string;
  /** Set if the sequence works with one kind of credentials only. */
  readonly only?: "a key" | "a service account";
  readonly steps: readonly Step[];
}

type More = Omit<Partial<Step>, "call" | "status">;

const step =
  (method: string, status: number, usual: string) =>
  (path: string, more: More = {}): Step => ({ call: `${method} ${path}`, status, version: usual, ...more });

/** Requests of one version, by their expected status. */
export const callsOf = (version: string) => ({
  get: step("GET", 200, version),
  gone: step("GET", 404, version),
  unknown: step("GET", 400, version),
  post: step("POST", 200, version),
  create: step("POST", 201, version),
  assign: step("POST", 204, version),
  patch: step("PATCH", 200, version),
  remove: step("DELETE", 204, version),
  close: step("DELETE", 202, version),
});

/** The query of lists, in Go's order of parameters. */
export const firstPage = "includeCount=true&itemsPerPage=100&pageNum=1";
export const largePage = "includeCount=true&itemsPerPage=500&pageNum=1";
