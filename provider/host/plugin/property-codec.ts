import type { Properties } from "../../core/definition";
import { UNKNOWN } from "../../core/unknown";
import { type Struct, secretSignature, signatureKey, unknownValue } from "../sdk-internals";

/** Which values of a property bag are secret: true for a value as a whole, otherwise by the names of an object's members. */
export type SecretMask = true | { readonly [name: string]: SecretMask } | undefined;

/** Decoded properties. */
export interface Decoded {
  readonly values: Properties;
  readonly secrets: SecretMask;
}

/** The engine's markers of unknown values: of a text, and of values of the other types. */
const unknownValues: ReadonlySet<unknown> = new Set([
  unknownValue,
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

/** Decodes properties: unknown values become UNKNOWN, secrets their values, and the engine's own properties (`__…`) are removed. */
export function decode(struct: Struct | undefined): Decoded {
  const values: Record<string, unknown> = {};
  const secrets: Record<string, SecretMask> = {};
  for (const [name, encoded] of Object.entries(struct?.toJavaScript() ?? {})) {
    if (name.startsWith("__")) continue;
    const [value, mask] = decodeValue(encoded);
    values[name] = value;
    if (mask !== undefined) secrets[name] = mask;
  }
  return { values, secrets };
}

function decodeValue(encoded: unknown): readonly [value: unknown, secrets: SecretMask] {
  if (unknownValues.has(encoded)) return [UNKNOWN, undefined];
  if (encoded === null || typeof encoded !== "object") return [encoded, undefined];
  if (Array.isArray(encoded)) {
    const elements = encoded.map(decodeValue);
    // Elements may be sorted, so that a secret element makes the whole list secret.
    const hasSecret = elements.some(([, mask]) => mask !== undefined);
    return [elements.map(([value]) => value), hasSecret ? true : undefined];
  }
  if ((encoded as Properties)[signatureKey] === secretSignature)
    return [decodeValue((encoded as Properties).value)[0], true];
  const members = Object.entries(encoded).map(([name, member]) => [name, decodeValue(member)] as const);
  const masks = members.flatMap(([name, [, mask]]) => (mask === undefined ? [] : [[name, mask] as const]));
  return [
    Object.fromEntries(members.map(([name, [value]]) => [name, value])),
    masks.length === 0 ? undefined : Object.fromEntries(masks),
  ];
}

/** What is secret by any of several masks. */
export function mergeMasks(...masks: readonly SecretMask[]): SecretMask {
  return masks.reduce<SecretMask>(merged, undefined);
}

function merged(one: SecretMask, other: SecretMask): SecretMask {
  if (one === undefined || other === true) return other;
  if (other === undefined || one === true) return one;
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return Object.fromEntries(
    [...names].flatMap((name) => {
      const mask = merged(one[name], other[name]);
      return mask === undefined ? [] : [[name, mask]];
    }),
  );
}

/** Encodes properties, the secret ones marked. Absent values are left out. */
export function encode(values: Properties, secrets: SecretMask): Readonly<Record<string, unknown>> {
  const masks = secrets === undefined || secrets === true ? {} : secrets;
  return Object.fromEntries(
    Object.entries(values)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, encodeValue(value, secrets === true ? true : masks[name])]),
  );
}

function encodeValue(value: unknown, mask: SecretMask): unknown {
  if (mask === undefined) return withMarkers(value);
  const isObject = value !== null && typeof value === "object" && !Array.isArray(value);
  // Where the secret was removed or has another form, the whole value is secret.
  if (mask === true || !isObject || !Object.keys(mask).every((name) => name in value))
    return { [signatureKey]: secretSignature, value: withMarkers(value) };
  return encode(value as Properties, mask);
}

function withMarkers(value: unknown): unknown {
  if (value === UNKNOWN) return unknownValue;
  if (value === null || typeof value !== "object") return value;
  return Array.isArray(value) ? value.map(withMarkers) : encode(value as Properties, undefined);
}
