import { atlasError } from "./atlas-error";

/** The query parameters that every operation has, and those of one operation by name. */
export interface Query {
  readonly pretty: boolean;
  readonly envelope: boolean;
  readonly pageNum: number;
  readonly itemsPerPage: number;
  readonly includeCount: boolean;
  /** All values of each parameter that only some operations have; parameters that were not sent are absent. */
  readonly specific: ReadonlyMap<string, readonly string[]>;
}

const defaults: Query = {
  pretty: false,
  envelope: false,
  pageNum: 1,
  itemsPerPage: 100,
  includeCount: true,
  specific: new Map(),
};

const common = new Set(["pretty", "envelope", "pageNum", "itemsPerPage", "includeCount"]);

/** Parses a query; of a repeated common parameter the first value counts. @throws AtlasError for a value that is not valid */
export function parseQuery(
  query: URLSearchParams,
  known: readonly string[] = [],
  unknown: "refuse" | "ignore" = "refuse",
): Query {
  if (query.size === 0) return defaults;
  const specific = new Map<string, string[]>();
  for (const name of new Set(query.keys())) {
    if (known.includes(name)) specific.set(name, query.getAll(name));
    else if (!common.has(name) && unknown === "refuse")
      throw atlasError("INVALID_QUERY_PARAMETER", name.slice(0, 100));
  }
  return {
    pretty: flag(query, "pretty", defaults.pretty),
    envelope: flag(query, "envelope", defaults.envelope),
    pageNum: whole(query, "pageNum", defaults.pageNum, 2 ** 31 - 1),
    itemsPerPage: whole(query, "itemsPerPage", defaults.itemsPerPage, 500),
    includeCount: flag(query, "includeCount", defaults.includeCount),
    specific,
  };
}

/** The format that the client asks for, for responses to requests whose query was not validated. */
export function requestOptions(query: URLSearchParams): { pretty: boolean; envelope: boolean } {
  return { pretty: query.get("pretty") === "true", envelope: query.get("envelope") === "true" };
}

function flag(query: URLSearchParams, name: string, byDefault: boolean): boolean {
  const text = query.get(name);
  if (text === null || text === "") return byDefault;
  if (text !== "true" && text !== "false") throw atlasError("INVALID_QUERY_PARAMETER", name);
  return text === "true";
}

function whole(query: URLSearchParams, name: string, byDefault: number, max: number): number {
  const text = query.get(name);
  if (text === null) return byDefault;
  const value = /^\d{1,10}$/.test(text) ? Number(text) : 0;
  if (value < 1 || value > max) throw atlasError("INVALID_QUERY_PARAMETER", name);
  return value;
}
