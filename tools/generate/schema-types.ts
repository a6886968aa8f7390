import type { z } from "zod";

/** Schemas with the names of their types. */
export type NamedSchemas = Readonly<Record<string, { readonly schema: z.ZodType; readonly doc?: string }>>;

/** The parts of a schema's definition that this module reads, for every kind of schema. */
interface Definition {
  readonly type: string;
  readonly innerType?: z.ZodType;
  readonly element?: z.ZodType;
  readonly options?: readonly z.ZodType[];
  readonly entries?: Readonly<Record<string, string>>;
  readonly values?: readonly unknown[];
  readonly keyType?: z.ZodType;
  readonly valueType?: z.ZodType;
  readonly shape?: Readonly<Record<string, z.ZodType>>;
  readonly catchall?: z.ZodType;
}

/**
 * The types of zod schemas as TypeScript, with the schemas' descriptions as doc comments. Declarations with these types need
 * no types of zod, which old compilers cannot parse.
 *
 * @param source the module of the schemas, for the comment at the top
 */
export function schemaTypesText(source: string, schemas: NamedSchemas): string {
  const names = new Map(Object.entries(schemas).map(([name, { schema }]) => [schema, name]));
  const types = Object.entries(schemas).map(([name, { schema, doc }]) => {
    const text = typeText(schema, names, true);
    const isInterface = definitionOf(schema).type === "object";
    const declaration = isInterface ? `export interface ${name} ${text}` : `export type ${name} = ${text};`;
    return `${comment(doc, "")}${declaration}\n`;
  });
  return [`// Written by \`npm run generate\` from ${source}.`, "", types.join("\n")].join("\n");
}

/** @param isDeclaration true for the declaration of a named schema; elsewhere its name is used */
function typeText(schema: z.ZodType, names: ReadonlyMap<z.ZodType, string>, isDeclaration = false): string {
  const name = names.get(schema);
  if (name !== undefined && !isDeclaration) return name;
  const definition = definitionOf(schema);
  const inner = (type: z.ZodType | undefined) => (type === undefined ? "unknown" : typeText(type, names));
  switch (definition.type) {
    case "optional":
      return `${inner(definition.innerType)} | undefined`;
    case "nullable":
      return `${inner(definition.innerType)} | null`;
    case "array": {
      const element = inner(definition.element);
      return element.includes("|") ? `readonly (${element})[]` : `readonly ${element}[]`;
    }
    case "union":
      return (definition.options ?? []).map(inner).join(" | ");
    case "enum":
      return literals(Object.values(definition.entries ?? {}));
    case "literal":
      return literals(definition.values ?? []);
    case "record":
      return recordText(definition, inner);
    case "object":
      return objectText(definition, inner);
    case "string":
    case "number":
    case "boolean":
    case "unknown":
      return definition.type;
    default:
      throw new Error(`there is no TypeScript type for a schema of type ${definition.type}`);
  }
}

function recordText({ keyType, valueType }: Definition, inner: (type?: z.ZodType) => string): string {
  const isEnum = keyType !== undefined && definitionOf(keyType).type === "enum";
  return isEnum
    ? `{ readonly [Name in ${inner(keyType)}]?: ${inner(valueType)} }`
    : `{ readonly [name: string]: ${inner(valueType)} }`;
}

function objectText({ shape = {}, catchall }: Definition, inner: (type?: z.ZodType) => string): string {
  const isLoose = catchall !== undefined && definitionOf(catchall).type === "unknown";
  const fields = Object.entries(shape).map(([name, field]) => {
    const mark = definitionOf(field).type === "optional" ? "?" : "";
    return `${comment(field.description, "  ")}  readonly ${name}${mark}: ${inner(field)};`;
  });
  return ["{", ...fields, ...(isLoose ? ["  readonly [field: string]: unknown;"] : []), "}"].join("\n");
}

function literals(values: readonly unknown[]): string {
  return values.map((value) => JSON.stringify(value)).join(" | ");
}

function comment(doc: string | undefined, indent: string): string {
  if (doc === undefined) return "";
  const lines = doc.split("\n");
  if (lines.length === 1) return `${indent}/** ${doc} */\n`;
  return [`${indent}/**`, ...lines.map((line) => `${indent} * ${line}`), `${indent} */\n`].join("\n");
}

function definitionOf(schema: z.ZodType): Definition {
  return schema.def as unknown as Definition;
}
