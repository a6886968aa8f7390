import { z } from "zod";
import type { AtlasContext } from "../../provider/atlas/context";
import type { ResourceDefinition } from "../../provider/core/definition";
import type { Field } from "../../provider/core/field";
import type { FunctionDefinition } from "../../provider/core/function";

export type AnyDefinition = ResourceDefinition<AtlasContext>;
export type AnyFunction = FunctionDefinition<AtlasContext>;

/** The TypeScript type of a field's value, from the JSON Schema of its schema. */
export function typeOf(field: Field): string {
  return jsonSchemaType(z.toJSONSchema(field.schema, { unrepresentable: "any" }) as JsonSchema);
}

/** The type of a list's elements as a user writes them; undefined when the field is no list. */
export function elementTypeOf(field: Field): string | undefined {
  const schema = z.toJSONSchema(field.schema, { unrepresentable: "any" }) as JsonSchema;
  if (schema.type !== "array") return undefined;
  return field.traits.elementType ?? jsonSchemaType(schema.items ?? {});
}

/** True when a definition has roles, whose literals are checked by a type parameter. */
export function usesRoleParameter(definition: AnyDefinition): boolean {
  return definition.inputs.some(({ traits }) =>
    [traits.elementType, traits.inputType].some((type) => type?.includes("<R>")),
  );
}

interface JsonSchema {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: JsonSchema | boolean;
  readonly anyOf?: readonly JsonSchema[];
}

function jsonSchemaType(schema: JsonSchema): string {
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  if (schema.anyOf) return schema.anyOf.map(jsonSchemaType).join(" | ");
  switch (schema.type) {
    case "string":
    case "boolean":
      return schema.type;
    case "integer":
    case "number":
      return "number";
    case "array":
      return `${jsonSchemaType(schema.items ?? {})}[]`;
    case "object":
      return objectType(schema);
    default:
      throw new Error(`no TypeScript type is known for ${JSON.stringify(schema)}`);
  }
}

function objectType({ properties = {}, required = [], additionalProperties }: JsonSchema): string {
  if (typeof additionalProperties === "object")
    return `Record<string, ${jsonSchemaType(additionalProperties)}>`;
  const members = Object.entries(properties).map(
    ([name, schema]) => `${name}${required.includes(name) ? "" : "?"}: ${jsonSchemaType(schema)}`,
  );
  return `{ ${members.join("; ")} }`;
}
