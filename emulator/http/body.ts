import { atlasError } from "./atlas-error";
import type { HttpRequest } from "./request";

const maxDepth = 32;

/** Parses the request's body as JSON. @throws AtlasError for a body that is not JSON, has another type, or is too large or nested too deeply */
export function parseBody({ body, headers }: HttpRequest): unknown {
  const type = (headers["content-type"] ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  if (body?.length !== 0 && !/^application\/([\w.-]+\+)?json$/.test(type)) throw atlasError("INVALID_JSON");
  if (body === undefined) throw atlasError("MALFORMED_JSON");
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(body);
    checkNesting(text);
    const value: unknown = JSON.parse(text);
    if (countKeys(value) !== countKeysInText(text)) throw atlasError("MALFORMED_JSON");
    return value;
  } catch {
    throw atlasError("MALFORMED_JSON");
  }
}

/** For the log: the names of a body's fields, without their values. */
export function bodyKeys(value: unknown): string[] {
  if (Array.isArray(value)) return ["array"];
  return typeof value === "object" && value !== null ? Object.keys(value) : [typeof value];
}

interface FieldTypes {
  string: string;
  boolean: boolean;
  integer: number;
  strings: string[];
  objects: unknown[];
  object: unknown;
  /** A value, or a null that has a meaning of its own. */
  stringOrNull: string | null;
  integerOrNull: number | null;
  /** Ignored: clients send back fields that they have read. */
  readOnly: never;
}
type FieldKind = keyof FieldTypes;
type Fields<Spec extends Record<string, FieldKind>> = {
  readonly [Name in keyof Spec]?: FieldTypes[Spec[Name]] | undefined;
};

const checks: Record<FieldKind, (value: unknown) => boolean> = {
  string: (value) => typeof value === "string",
  boolean: (value) => typeof value === "boolean",
  integer: (value) => Number.isSafeInteger(value),
  strings: (value) => Array.isArray(value) && value.every((item) => typeof item === "string"),
  objects: Array.isArray,
  object: (value) => typeof value === "object" && !Array.isArray(value),
  stringOrNull: (value) => value === null || typeof value === "string",
  integerOrNull: (value) => value === null || Number.isSafeInteger(value),
  readOnly: () => true,
};

/**
 * Reads the known fields of a JSON object. A null counts as absent, because clients in Go send it for an absent field.
 * @throws AtlasError for a field that is unknown or of the wrong type.
 */
export function readFields<Spec extends Record<string, FieldKind>>(value: unknown, spec: Spec): Fields<Spec> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw atlasError("INVALID_JSON");
  const fields: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(value)) {
    const kind = Object.hasOwn(spec, name) ? spec[name] : undefined;
    if (kind === undefined) throw atlasError("INVALID_ATTRIBUTE", name.slice(0, 100));
    if (kind === "readOnly" || (field === null && !kind.endsWith("OrNull"))) continue;
    if (!checks[kind](field)) throw atlasError("INVALID_JSON_ATTRIBUTE", name);
    fields[name] = field;
  }
  return fields as Fields<Spec>;
}

/** @throws AtlasError naming the missing fields */
export function requireFields<F extends object, Name extends keyof F & string>(
  fields: F,
  ...names: Name[]
): F & { readonly [N in Name]-?: Exclude<F[N], undefined> } {
  const missing = names.filter((name) => fields[name] === undefined);
  if (missing.length > 1) throw atlasError("MISSING_ATTRIBUTES", missing.join(", "));
  if (missing[0] !== undefined) throw atlasError("MISSING_ATTRIBUTE", missing[0]);
  return fields as F & { readonly [N in Name]-?: Exclude<F[N], undefined> };
}

export function readArray(value: unknown): unknown[] {
  if (!Array.isArray(value)) throw atlasError("INVALID_JSON");
  return value;
}

/** Visits each character of JSON text that is not part of a string. */
function forEachOutsideStrings(text: string, visit: (character: string, at: number) => void): void {
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '"') {
      for (at++; at < text.length && text.charAt(at) !== '"'; at++) if (text.charAt(at) === "\\") at++;
    } else visit(character, at);
  }
}

function checkNesting(text: string): void {
  let depth = 0;
  forEachOutsideStrings(text, (character) => {
    if (character === "{" || character === "[") depth++;
    else if (character === "}" || character === "]") depth--;
    if (depth > maxDepth) throw atlasError("MALFORMED_JSON");
  });
}

/** JSON.parse keeps the last of several equal keys. Duplicates show as a difference between keys in the text and keys in the value. */
function countKeysInText(text: string): number {
  let count = 0;
  forEachOutsideStrings(text, (character) => {
    if (character === ":") count++;
  });
  return count;
}

function countKeys(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  const own = Array.isArray(value) ? 0 : Object.keys(value).length;
  return Object.values(value).reduce((sum: number, item: unknown) => sum + countKeys(item), own);
}
