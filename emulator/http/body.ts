import type { Exchange } from "./request";
import { problem } from "./atlas-error";

const maxDepth = 32;

/** The request's body as JSON. @throws AtlasProblem when it is none, of the wrong type, too large or too deep. */
export function parseBody({ body, message }: Exchange): unknown {
  const type = (message.headers["content-type"] ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  if (body?.length !== 0 && !/^application\/([\w.-]+\+)?json$/.test(type)) throw problem("INVALID_JSON");
  if (body === undefined) throw problem("MALFORMED_JSON");
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(body);
    checkNesting(text);
    const value: unknown = JSON.parse(text);
    if (countKeys(value) !== countKeysInText(text)) throw problem("MALFORMED_JSON");
    return value;
  } catch {
    throw problem("MALFORMED_JSON");
  }
}

/** For the log: the shape of a body without its values. */
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
  /** A value, or null, which then means something. */
  stringOrNull: string | null;
  integerOrNull: number | null;
  /** Sent by clients that echo what they read; ignored. */
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
 * Takes the known fields out of a JSON object. A null counts as absent, since clients in Go send it so.
 * @throws AtlasProblem for a field that is unknown or of the wrong type.
 */
export function readFields<Spec extends Record<string, FieldKind>>(value: unknown, spec: Spec): Fields<Spec> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw problem("INVALID_JSON");
  const fields: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(value)) {
    const kind = Object.hasOwn(spec, name) ? spec[name] : undefined;
    if (kind === undefined) throw problem("INVALID_ATTRIBUTE", name.slice(0, 100));
    if (kind === "readOnly" || (field === null && !kind.endsWith("OrNull"))) continue;
    if (!checks[kind](field)) throw problem("INVALID_JSON_ATTRIBUTE", name);
    fields[name] = field;
  }
  return fields as Fields<Spec>;
}

/** @throws AtlasProblem naming what is missing. */
export function requireFields<F extends object, Name extends keyof F & string>(
  fields: F,
  ...names: Name[]
): F & { readonly [N in Name]-?: Exclude<F[N], undefined> } {
  const missing = names.filter((name) => fields[name] === undefined);
  if (missing.length > 1) throw problem("MISSING_ATTRIBUTES", missing.join(", "));
  if (missing[0] !== undefined) throw problem("MISSING_ATTRIBUTE", missing[0]);
  return fields as F & { readonly [N in Name]-?: Exclude<F[N], undefined> };
}

export function readArray(value: unknown): unknown[] {
  if (!Array.isArray(value)) throw problem("INVALID_JSON");
  return value;
}

/** Walks text outside of strings; enough for what is about to be, or was, parsed as JSON. */
function walk(text: string, visit: (character: string, at: number) => void): void {
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '"') {
      for (at++; at < text.length && text.charAt(at) !== '"'; at++) if (text.charAt(at) === "\\") at++;
    } else visit(character, at);
  }
}

function checkNesting(text: string): void {
  let depth = 0;
  walk(text, (character) => {
    if (character === "{" || character === "[") depth++;
    else if (character === "}" || character === "]") depth--;
    if (depth > maxDepth) throw problem("MALFORMED_JSON");
  });
}

/** JSON.parse keeps the last of several equal keys; that fewer keys come out than went in shows them. */
function countKeysInText(text: string): number {
  let count = 0;
  walk(text, (character) => {
    if (character === ":") count++;
  });
  return count;
}

function countKeys(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  const own = Array.isArray(value) ? 0 : Object.keys(value).length;
  return Object.values(value).reduce((sum: number, item: unknown) => sum + countKeys(item), own);
}
