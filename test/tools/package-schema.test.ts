import { fieldsOf } from "../../provider/core/field";
import { functions } from "../../provider/functions/catalogue.generated";
import { providerInputs } from "../../provider/host/plugin/provider-inputs";
import schema from "../../provider/host/plugin/schema.json";
import { catalogue } from "../../provider/resources/catalogue.generated";

type Properties = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const resources: Readonly<Record<string, Readonly<Record<string, unknown>>>> = schema.resources;
const types: Readonly<Record<string, unknown>> = schema.types;

describe.each(Object.values(catalogue))("$name in the plugin's schema", (definition) => {
  const own = resources[`atlas-access:index:${definition.name}`] ?? {};
  const [inputs, outputs] = [own.inputProperties as Properties, own.properties as Properties];

  test("has every input with its text, and secrets are marked", () => {
    expect(Object.keys(inputs)).toEqual(definition.inputs.map(({ name }) => name));
    for (const { name, traits } of definition.inputs) {
      expect(inputs[name]?.description).toBe(traits.doc);
      expect(inputs[name]?.secret ?? false).toBe(traits.secret ?? false);
    }
    expect(own.requiredInputs).toEqual(
      definition.inputs.filter(({ required }) => required).map(({ name }) => name),
    );
  });

  test("has inputs and outputs as properties, and outputs describe a property of both", () => {
    const all = [...definition.inputs, ...definition.outputs].map(({ name }) => name);
    expect(Object.keys(outputs).sort()).toEqual([...new Set(all)].sort());
    for (const { name, traits } of definition.outputs) {
      expect(outputs[name]?.description).toBe(traits.doc);
      expect(outputs[name]?.secret ?? false).toBe(traits.secret ?? false);
    }
  });

  test("marks the inputs whose change replaces the object, unless such a change is an error", () => {
    const replacing = definition.preventReplacement
      ? []
      : definition.inputs.filter(({ traits }) => traits.replace).map(({ name }) => name);
    const marked = Object.entries(inputs).filter(([, { replaceOnChanges }]) => replaceOnChanges === true);
    expect(marked.map(([name]) => name)).toEqual(replacing);
  });

  test("takes over the dynamic resource", () => {
    expect(own.aliases).toEqual([{ type: `pulumi-nodejs:dynamic/atlas:${definition.name}` }]);
  });
});

test("every function and every setting of the provider is in the schema", () => {
  expect(Object.keys(schema.functions)).toEqual(
    Object.keys(functions).map((name) => `atlas-access:index:${name}`),
  );
  const settings: Properties = schema.config.variables;
  for (const { name, traits } of fieldsOf(providerInputs)) {
    expect(settings[name]?.description).toBe(traits.doc);
    expect(settings[name]?.secret ?? false).toBe(traits.secret ?? false);
  }
  expect(schema.provider.inputProperties).toEqual(settings);
});

test("known roles are offered and others accepted; a returned role is a text", () => {
  const open = { oneOf: [{ type: "string" }, { $ref: "#/types/atlas-access:index:OrgRole" }] };
  const { OrgApiKey } = {
    OrgApiKey: schema.resources["atlas-access:index:OrgApiKey"],
  };
  expect(OrgApiKey.inputProperties.roles.items).toEqual(open);
  expect(OrgApiKey.properties.roles.items).toEqual({ type: "string" });
  const roles = types["atlas-access:index:OrgRole"] as { enum: readonly { value: string }[] };
  expect(roles.enum.map(({ value }) => value)).toContain("ORG_OWNER");
});

test("project roles of a key are a map, or a list where ids are outputs", () => {
  const { oneOf } = schema.resources["atlas-access:index:OrgApiKey"].inputProperties.projectRoles;
  expect(oneOf).toMatchObject([
    { type: "object", additionalProperties: { type: "array" } },
    { type: "array", items: { $ref: "#/types/atlas-access:index:OrgApiKeyProjectRole" } },
  ]);
});
