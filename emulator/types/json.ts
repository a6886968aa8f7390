/** JSON as answers carry it. Keys are alphabetical because every body is built that way. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json | undefined;
}

/** Compact, or in the manner of the service's own pretty printer (` : `, recorded with its 401). */
export function render(value: Json, pretty: boolean): string {
  return pretty ? prettyText(value, "") : JSON.stringify(value);
}

function prettyText(value: Json, indent: string): string {
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (isList(value)) {
    return value.length === 0 ? "[ ]" : `[ ${value.map((item) => prettyText(item, indent)).join(", ")} ]`;
  }
  const inner = `${indent}  `;
  const fields = Object.entries(value).flatMap(([key, field]) =>
    field === undefined ? [] : [`${inner}${JSON.stringify(key)} : ${prettyText(field, inner)}`],
  );
  return fields.length === 0 ? "{ }" : `{\n${fields.join(",\n")}\n${indent}}`;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
