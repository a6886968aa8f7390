import { type OpenApi, resolved, type Schema } from "./document";

/** Whether a schema describes what clients send, where read-only fields have no place, or what they get. */
export type Side = "request" | "response";

/**
 * An OpenAPI 3.0 schema as JSON Schema, stricter than it says: a field that it does not list is a fault, since that is
 * how a misspelled one shows.
 */
export function toJsonSchema(document: OpenApi, schema: Schema, side: Side): object {
  const { nullable, exclusiveMinimum, minimum, properties, required, items, ...rest } = resolved<Schema>(
    document,
    schema,
  );
  return {
    ...rest,
    ...(nullable === true && orNull(rest)),
    ...(minimum !== undefined && { [exclusiveMinimum === true ? "exclusiveMinimum" : "minimum"]: minimum }),
    ...(items !== undefined && { items: toJsonSchema(document, items as Schema, side) }),
    ...(properties !== undefined &&
      fields(document, properties as Record<string, Schema>, (required ?? []) as string[], side)),
  };
}

function orNull({ type, enum: values }: Schema): object {
  return {
    ...(type !== undefined && { type: [type, "null"].flat() }),
    ...(Array.isArray(values) && { enum: [...values, null] }),
  };
}

function fields(
  document: OpenApi,
  properties: Readonly<Record<string, Schema>>,
  required: readonly string[],
  side: Side,
): object {
  const sent = Object.entries(properties).filter(
    ([, field]) => side === "response" || resolved<Schema>(document, field).readOnly !== true,
  );
  const names = sent.map(([name]) => name);
  return {
    properties: Object.fromEntries(sent.map(([name, field]) => [name, toJsonSchema(document, field, side)])),
    required: required.filter((name) => names.includes(name)),
    additionalProperties: false,
  };
}
