/**
 * A value that the engine does not know yet: in a preview, an output of a resource that is not created yet. Hosts replace
 * the engine's own marker by this symbol before validation.
 */
export const UNKNOWN: unique symbol = Symbol("unknown until applied");
export type Unknown = typeof UNKNOWN;

/** True for an unknown value, and for a list or object that contains one. */
export function hasUnknown(value: unknown): boolean {
  if (value === UNKNOWN) return true;
  if (Array.isArray(value)) return value.some(hasUnknown);
  if (value !== null && typeof value === "object") return Object.values(value).some(hasUnknown);
  return false;
}
