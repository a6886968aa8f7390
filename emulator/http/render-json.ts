import type { Json } from "../types/json";

/** Compact, or in the layout of the service's own pretty printer (` : `, recorded with its 401). */
export function renderJson(value: Json, pretty: boolean): string {
  return pretty ? prettyText(value, "") : JSON.stringify(value);
}

function prettyText(value: Json, indent: string): string {
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (isArray(value)) {
    return value.length === 0 ? "[ ]" : `[ ${value.map((item) => prettyText(item, indent)).join(", ")} ]`;
  }
  const inner = `${indent}  `;
  const fields = Object.entries(value).flatMap(([key, field]) =>
    field === undefined ? [] : [`${inner}${JSON.stringify(key)} : ${prettyText(field, inner)}`],
  );
  return fields.length === 0 ? "{ }" : `{\n${fields.join(",\n")}\n${indent}}`;
}

function isArray(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
