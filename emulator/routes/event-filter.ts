import { atlasError } from "../http/atlas-error";
import type { AuditEvent } from "../types/audit-event";

type Values = ReadonlyMap<string, readonly string[]>;

/** The filter of a request for events. */
export interface EventFilter {
  readonly types: ReadonlySet<string>;
  readonly excludedTypes: ReadonlySet<string>;
  readonly clusters: ReadonlySet<string>;
  readonly minMs: number;
  readonly maxMs: number;
  readonly includeRaw: boolean;
}

/** @throws AtlasError for a value of the wrong form */
export function parseFilter(values: Values): EventFilter {
  return {
    types: new Set(typesIn(values, "eventType")),
    excludedTypes: new Set(typesIn(values, "excludedEventType")),
    clusters: new Set(values.get("clusterNames") ?? values.get("clusterName") ?? []),
    minMs: dateIn(values, "minDate") ?? Number.NEGATIVE_INFINITY,
    maxMs: dateIn(values, "maxDate") ?? Number.POSITIVE_INFINITY,
    includeRaw: flagIn(values, "includeRaw"),
  };
}

/** Both dates are inclusive. Events have whole seconds. */
export function matchesFilter(
  { eventTypeName, createdMs, fields }: AuditEvent,
  filter: EventFilter,
): boolean {
  const atMs = Math.floor(createdMs / 1000) * 1000;
  return (
    (filter.types.size === 0 || filter.types.has(eventTypeName)) &&
    !filter.excludedTypes.has(eventTypeName) &&
    (filter.clusters.size === 0 || filter.clusters.has(String(fields.clusterName))) &&
    atMs >= filter.minMs &&
    atMs <= filter.maxMs
  );
}

/** The filter in links: `includeRaw` in any case, the other parameters as sent (recorded for minDate). */
export function filterQuery(values: Values): string[] {
  const names = ["clusterNames", "eventType", "excludedEventType", "includeRaw", "maxDate", "minDate"];
  return names.flatMap((name) => {
    const sent = values.get(name) ?? (name === "includeRaw" ? ["false"] : []);
    return sent.map((value) => `${name}=${encodeURIComponent(value)}`);
  });
}

function typesIn(values: Values, name: string): readonly string[] {
  const names = values.get(name) ?? [];
  if (!names.every((text) => /^[A-Z0-9_]{1,100}$/.test(text)))
    throw atlasError("INVALID_QUERY_PARAMETER", name);
  return names;
}

function dateIn(values: Values, name: string): number | undefined {
  const text = values.get(name)?.[0];
  if (text === undefined) return undefined;
  const ms = /^\d{4}-\d{2}-\d{2}/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(ms)) throw atlasError("INVALID_QUERY_PARAMETER", name);
  return ms;
}

function flagIn(values: Values, name: string): boolean {
  const text = values.get(name)?.[0] ?? "false";
  if (text !== "true" && text !== "false") throw atlasError("INVALID_QUERY_PARAMETER", name);
  return text === "true";
}
