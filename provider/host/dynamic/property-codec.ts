import type { Properties } from "../../core/definition";
import { UNKNOWN } from "../../core/unknown";
import { unknownValue } from "../sdk-internals";

/** Decodes properties: the engine's marker becomes UNKNOWN, and the engine's own properties (`__…`) are removed. */
export function fromEngine(properties: Properties | undefined): Properties {
  const own: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(properties ?? {})) {
    if (!name.startsWith("__")) own[name] = replaced(value, unknownValue, UNKNOWN);
  }
  return own;
}

/** Encodes properties for the engine: UNKNOWN becomes the engine's marker. */
export function toEngine(properties: Properties): Record<string, unknown> {
  return replacedIn(properties, UNKNOWN, unknownValue);
}

function replaced(value: unknown, from: unknown, to: unknown): unknown {
  if (value === from) return to;
  // Fast path: nearly all values are strings.
  if (typeof value !== "object" || value === null) return value;
  return Array.isArray(value)
    ? value.map((element) => replaced(element, from, to))
    : replacedIn(value, from, to);
}

function replacedIn(values: object, from: unknown, to: unknown): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).map(([name, inner]) => [name, replaced(inner, from, to)]));
}
