/** One call as an official client makes it, and what the client's code needs of the answer. */
export interface Step {
  readonly call: string;
  /** Of the operation; the client puts it in the media type. */
  readonly version: string;
  readonly body?: unknown;
  readonly status: number;
  /** Name to the place in the answer, for `{name}` in later calls and bodies. */
  readonly keep?: Readonly<Record<string, string>>;
  /** What is read from the answer, as for `toMatchObject`. */
  readonly needs?: unknown;
  /** What one element of the answer's list has. */
  readonly holds?: Readonly<Record<string, unknown>>;
  /** Signs in with what an earlier answer told, as a client does that made an organization. */
  readonly as?: "created key" | "created account";
}

export interface Sequence {
  readonly name: string;
  /** Repository and file in which the order of the calls and the use of their answers can be read. */
  readonly source: string;
  /** Where it works with one kind of credentials only. */
  readonly only?: "a key" | "a service account";
  readonly steps: readonly Step[];
}

type More = Omit<Partial<Step>, "call" | "status">;

const step =
  (method: string, status: number, usual: string) =>
  (path: string, more: More = {}): Step => ({ call: `${method} ${path}`, status, version: usual, ...more });

/** The calls of one version, by what they are usually answered with. */
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

/** The query of each list, in the order in which Go writes it. */
export const firstPage = "includeCount=true&itemsPerPage=100&pageNum=1";
export const largePage = "includeCount=true&itemsPerPage=500&pageNum=1";
