import { signatureKey } from "../../provider/host/sdk-internals";

/** Shown instead of a value that is known only after an `up`. */
export const knownAfterUp = "(known after `pulumi up`)";

export function isStringArray(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((element) => typeof element === "string");
}

/** The texts that are not among the others. */
export function difference(texts: readonly string[], others: readonly string[]): readonly string[] {
  return texts.filter((text) => !others.includes(text));
}

/** Whether a value is secret or contains a secret, which the engine does not show. */
export function hasSecret(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(hasSecret);
  if (value === null || typeof value !== "object") return false;
  return signatureKey in value || Object.values(value).some(hasSecret);
}
