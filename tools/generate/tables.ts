import type { Field } from "../../provider/core/field";
import { type AnyDefinition, type AnyFunction, typeOf } from "./types";

/** The marker that begins the tables of a resource or function. */
export function openOf(name: string): string {
  return `<!-- ${name} -->`;
}

/** The page with the text between each pair of markers replaced by the tables of the resource or function. */
export function withTables(page: string, definitions: readonly (AnyDefinition | AnyFunction)[]): string {
  return definitions.reduce((text, definition) => {
    const [open, close] = [openOf(definition.name), `<!-- /${definition.name} -->`];
    const [start, end] = [text.indexOf(open), text.indexOf(close)];
    if (start < 0) return text;
    if (end < start) throw new Error(`${open} lacks its end, ${close}`);
    return `${text.slice(0, start + open.length)}\n\n${tablesOf(definition)}\n\n${text.slice(end)}`;
  }, page);
}

function tablesOf(definition: AnyDefinition | AnyFunction): string {
  const isFunction = !("identity" in definition);
  const id = isFunction ? "" : ` Id: \`${definition.identity.parts.join("/")}\`.`;
  const whenAbsent = isFunction ? ", optional" : "";
  return [
    `${definition.summary}${id}`,
    "",
    `| ${isFunction ? "argument" : "input"} | type | meaning |`,
    "|---|---|---|",
    ...definition.inputs.map((field) => row(field, field.required ? "" : ", optional")),
    "",
    `| ${isFunction ? "result" : "additional output"} | type | meaning |`,
    "|---|---|---|",
    ...definition.outputs.map((field) =>
      row(field, field.traits.secret ? ", secret" : field.required ? "" : whenAbsent),
    ),
  ].join("\n");
}

function row(field: Field, remark: string): string {
  return `| \`${field.name}\` | ${typeText(field)}${remark} | ${field.traits.doc.replace(/\|/g, "\\|")} |`;
}

function typeText(field: Field): string {
  return `\`${typeOf(field)}\``.replace(/\|/g, "\\|");
}
