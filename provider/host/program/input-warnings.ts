import * as pulumi from "@pulumi/pulumi";
import type { Traits } from "../../core/field";
import type { FieldMetadata, ResourceMetadata } from "../../core/metadata";
import type { catalogue as Catalogue } from "../../resources/catalogue.generated";

/** The input warning of a resource's definition. Loads the definitions at the first call. */
export function inputWarningOf(
  resource: keyof typeof Catalogue,
  input: string,
): NonNullable<Traits["inputWarning"]> {
  return (value) => {
    const { catalogue } =
      require("../../resources/catalogue.generated") as typeof import("../../resources/catalogue.generated");
    const field = catalogue[resource].inputs.find(({ name }) => name === input);
    return field?.traits.inputWarning?.(value);
  };
}

/** Logs warnings of the resource about input values that are allowed but unusual. */
export function logInputWarnings(
  resource: pulumi.CustomResource,
  definition: ResourceMetadata,
  args: Readonly<Record<string, unknown>>,
): void {
  for (const field of definition.inputs) {
    if (field.traits.inputWarning === undefined || args[field.name] === undefined) continue;
    // Skips making an output, which takes 0.1 ms of CPU time, for values without a warning: nearly all.
    if (isKnown(args[field.name], field)) continue;
    pulumi.output(args[field.name] as pulumi.Input<string>).apply((value: unknown) => {
      const advice = warningFor(value, field);
      if (advice !== undefined) void pulumi.log.warn(`${field.name}: ${advice}`, resource);
    });
  }
}

function warningFor(value: unknown, field: FieldMetadata): string | undefined {
  // A known value needs no definition, so none is loaded.
  return isKnown(value, field) ? undefined : field.traits.inputWarning?.(value);
}

function isKnown(value: unknown, { traits: { knownValues: known } }: FieldMetadata): boolean {
  if (known === undefined || value === null || typeof value !== "object") return false;
  const isList = (list: unknown) => Array.isArray(list) && list.every((element) => known.includes(element));
  // An output has members too, none of which is a list.
  return isList(value) || (!Array.isArray(value) && Object.values(value).every(isList));
}
