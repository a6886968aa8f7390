import type { z } from "zod";
import { type Field, fieldsOf } from "../../provider/core/field";
import { resourceType } from "../../provider/host/program/resource";
import { packageName, tokenOf } from "../../provider/host/tokens";
import { type JsonObject, PropertyTypes } from "./property-types";
import type { AnyDefinition, AnyFunction } from "./types";

/** The plugin's schema in Pulumi's form, from which engines and language hosts know its resources, functions and settings. */
export function packageSchemaText(
  definitions: readonly AnyDefinition[],
  lookUps: readonly AnyFunction[],
  providerInputs: z.ZodObject,
): string {
  const types = new PropertyTypes();
  const settings = fieldsOf(providerInputs);
  const settingsOf = () =>
    properties(settings, (field) => types.property(field, ["Provider", field.name], "input"));
  const schema = {
    name: packageName,
    displayName: "Atlas Access",
    description: "Access to MongoDB Atlas: organizations, API keys, their roles and access lists.",
    keywords: ["mongodb", "atlas", "api-keys", "category/database"],
    license: "Apache-2.0",
    meta: { moduleFormat: "(.*)" },
    config: { variables: settingsOf() },
    provider: {
      description:
        "The settings of the provider. Without one, they come from the stack's config and the environment.",
      properties: textProperties(settings, types),
      inputProperties: settingsOf(),
    },
    resources: Object.fromEntries(
      definitions.map((definition) => [tokenOf(definition.name), resourceSchema(definition, types)]),
    ),
    functions: Object.fromEntries(
      lookUps.map((definition) => [tokenOf(definition.name), functionSchema(definition, types)]),
    ),
    types: types.named(),
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
}

/** The engine stores a provider's properties as texts. */
function textProperties(settings: readonly Field[], types: PropertyTypes): JsonObject {
  const isText = (field: Field) =>
    types.property(field, ["Provider", field.name], "output").type === "string";
  return properties(settings.filter(isText), (field) =>
    types.property(field, ["Provider", field.name], "output"),
  );
}

function resourceSchema(definition: AnyDefinition, types: PropertyTypes): JsonObject {
  const { name, summary, identity, inputs, outputs } = definition;
  const replaces = (field: Field) =>
    field.traits.replace === true && !definition.preventReplacement ? { replaceOnChanges: true } : {};
  const computed = new Set(outputs.map((field) => field.name));
  const stored = [...inputs.filter((field) => !computed.has(field.name)), ...outputs];
  // Before the outputs: a named type of both is that of the input.
  const inputProperties = properties(inputs, (field) => ({
    ...types.property(field, [name, field.name], "input"),
    ...replaces(field),
  }));
  return {
    description: `${summary} Its id is \`${identity.parts.join("/")}\`.`,
    properties: properties(stored, (field) => ({
      ...types.property(field, [name, field.name], "output"),
      ...replaces(field),
    })),
    required: stored.filter(({ required }) => required).map((field) => field.name),
    inputProperties,
    requiredInputs: inputs.filter(({ required }) => required).map((field) => field.name),
    aliases: [{ type: resourceType(definition) }],
  };
}

function functionSchema({ name, summary, inputs, outputs }: AnyFunction, types: PropertyTypes): JsonObject {
  const objectOf = (fields: readonly Field[], direction: "input" | "output") => ({
    type: "object",
    properties: properties(fields, (field) => types.property(field, [name, field.name], direction)),
    required: fields.filter(({ required }) => required).map((field) => field.name),
  });
  return { description: summary, inputs: objectOf(inputs, "input"), outputs: objectOf(outputs, "output") };
}

function properties(fields: readonly Field[], schemaOf: (field: Field) => JsonObject): JsonObject {
  return Object.fromEntries(fields.map((field) => [field.name, schemaOf(field)]));
}
