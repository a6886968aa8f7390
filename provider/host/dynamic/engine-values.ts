import type { Properties } from "../../core/definition";
import { UNKNOWN } from "../../core/unknown";

/** What the engine sends in a preview in place of a value that it does not know yet (Pulumi SDK, runtime/rpc). */
const unknownMark = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Properties as the core reads them: the engine's mark becomes UNKNOWN, its own entries (`__…`) go. */
export function fromEngine(properties: Properties | undefined): Properties {
  const own = Object.entries(properties ?? {}).filter(([name]) => !name.startsWith("__"));
  return Object.fromEntries(own.map(([name, value]) => [name, replaced(value, unknownMark, UNKNOWN)]));
}

/** The other way round. */
export function toEngine(properties: Properties): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(properties).map(([name, value]) => [name, replaced(value, UNKNOWN, unknownMark)]),
  );
}

function replaced(value: unknown, from: unknown, to: unknown): unknown {
  if (value === from) return to;
  if (Array.isArray(value)) return value.map((element) => replaced(element, from, to));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, replaced(inner, from, to)]));
}
