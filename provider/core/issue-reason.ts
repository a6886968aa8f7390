import { z } from "zod";
import { withArticle } from "./article";
import { closestMatch } from "./closest-match";

/**
 * The problem with a value, for the user. Never contains the value: only the schemas of roles and ids put it into their own
 * messages.
 */
export function issueReason(issue: z.core.$ZodIssue, value: unknown, schema: z.ZodType): string {
  if (issue.code === "invalid_type") {
    if (issue.expected === "int") return "must be a whole number";
    return `must be ${named(issue.expected)}, not ${named(typeName(valueAt(value, issue.path)))}`;
  }
  if (issue.code === "unrecognized_keys") {
    const names = propertyNames(schema, issue.path);
    return `has no property ${issue.keys.map((key) => withMeant(key, names)).join(", ")}`;
  }
  return issue.message;
}

/** An unknown name, with the closest known one as a suggestion. */
function withMeant(name: string, names: readonly string[]): string {
  const meant = closestMatch(name, names);
  return meant === undefined ? name : `${name} (did you mean ${meant}?)`;
}

/** Names of the properties of the object at a path; none where the schema has no object there. */
function propertyNames(schema: z.ZodType, path: readonly PropertyKey[]): readonly string[] {
  let at: z.core.$ZodType | undefined = unwrapped(schema);
  for (const part of path) {
    if (at instanceof z.ZodObject) at = unwrapped(at.shape[String(part)]);
    else at = at instanceof z.ZodArray ? unwrapped(at.element) : undefined;
  }
  return at instanceof z.ZodObject ? Object.keys(at.shape) : [];
}

function unwrapped(schema: z.core.$ZodType | undefined): z.core.$ZodType | undefined {
  return schema instanceof z.ZodOptional ? unwrapped(schema.unwrap()) : schema;
}

/** Undefined where the value has another form than the schema, such as a list that is stored as a map. */
function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((at, part) => {
    const isObject = typeof at === "object" && at !== null && Object.hasOwn(at, part);
    return isObject ? (at as Record<PropertyKey, unknown>)[part] : undefined;
  }, value);
}

function typeName(value: unknown): string {
  if (value === undefined || typeof value === "symbol") return "value of another type";
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}

function named(type: string): string {
  return type === "null" || type === "undefined" ? type : withArticle(type);
}
