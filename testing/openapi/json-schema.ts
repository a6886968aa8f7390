import { type OpenApi, resolved, type Schema } from "./document";

/** Whether a schema describes requests, in which read-only fields are not allowed, or responses. */
export type Side = "request" | "response";

interface Reading {
  readonly document: OpenApi;
  readonly side: Side;
  /** The schemas that are being converted, so that a recursive schema ends. */
  readonly within: readonly unknown[];
}

/**
 * An OpenAPI 3.0 schema as JSON Schema, with one stricter rule: a field that it does not list is a fault, because that is
 * how a misspelled one shows.
 */
export function toJsonSchema(document: OpenApi, schema: Schema, side: Side): object {
  return convert(schema, { document, side, within: [] });
}

function convert(schema: Schema, { document, side, within }: Reading): object {
  const whole = merged(document, resolved<Schema>(document, schema));
  if (within.includes(schema.$ref ?? whole)) return {};
  const reading = { document, side, within: [...within, schema.$ref ?? whole] };
  const { nullable, exclusiveMinimum, minimum, properties, required, items, oneOf, discriminator, ...rest } =
    whole;
  // The common fields are beside the choices, and each choice includes them.
  if (Array.isArray(oneOf)) return { anyOf: oneOf.map((choice: Schema) => convert(choice, reading)) };
  return {
    ...rest,
    ...(nullable === true && orNull(rest)),
    ...(minimum !== undefined && { [exclusiveMinimum === true ? "exclusiveMinimum" : "minimum"]: minimum }),
    ...(items !== undefined && { items: convert(items as Schema, reading) }),
    ...(properties !== undefined &&
      fields(properties as Record<string, Schema>, (required ?? []) as string[], reading)),
  };
}

/** One schema with the fields of several, including those of alternatives. */
function merged(document: OpenApi, schema: Schema): Schema {
  const { allOf, ...own } = schema;
  if (!Array.isArray(allOf)) return schema;
  const parts = [...allOf.map((part: Schema) => merged(document, resolved<Schema>(document, part))), own];
  return {
    type: "object",
    properties: Object.assign({}, ...parts.map(({ properties }) => properties)),
    required: [...new Set(parts.flatMap(({ required = [] }) => required as string[]))],
  };
}

function orNull({ type, enum: values }: Schema): object {
  return {
    ...(type !== undefined && { type: [type, "null"].flat() }),
    ...(Array.isArray(values) && { enum: [...values, null] }),
  };
}

function fields(
  properties: Readonly<Record<string, Schema>>,
  required: readonly string[],
  reading: Reading,
): object {
  const sent = Object.entries(properties).filter(
    ([, field]) => reading.side === "response" || resolved<Schema>(reading.document, field).readOnly !== true,
  );
  const names = sent.map(([name]) => name);
  return {
    properties: Object.fromEntries(sent.map(([name, field]) => [name, convert(field, reading)])),
    required: required.filter((name) => names.includes(name)),
    additionalProperties: false,
  };
}
