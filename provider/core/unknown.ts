/**
 * A value that the engine does not know yet, as in the preview of a resource whose inputs come from another one
 * that is still to be created. Hosts turn their own mark into this symbol before anything validates.
 */
export const UNKNOWN: unique symbol = Symbol("unknown until applied");
export type Unknown = typeof UNKNOWN;

/** True when the value is unknown, or a list or object with something unknown inside. */
export function hasUnknown(value: unknown): boolean {
  if (value === UNKNOWN) return true;
  if (Array.isArray(value)) return value.some(hasUnknown);
  if (value !== null && typeof value === "object") return Object.values(value).some(hasUnknown);
  return false;
}
