import * as pulumi from "@pulumi/pulumi";
import type { Traits } from "../../core/field";
import type { FieldMetadata, ResourceMetadata } from "../../core/metadata";
import type { catalogue as Catalogue } from "../../resources/catalogue.generated";

/** What a resource's own definition advises on one of its inputs. The definitions are loaded when it is asked. */
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

/** Says what is allowed but unusual about a value, as a warning of the resource. */
export function logInputWarnings(
  resource: pulumi.CustomResource,
  definition: ResourceMetadata,
  args: Readonly<Record<string, unknown>>,
): void {
  for (const field of definition.inputs) {
    if (field.traits.inputWarning === undefined || args[field.name] === undefined) continue;
    // To make an output of a list takes a tenth of a millisecond of CPU, and there is nearly never anything to say.
    if (isKnown(args[field.name], field)) continue;
    pulumi.output(args[field.name] as pulumi.Input<string>).apply((value: unknown) => {
      const advice = warningFor(value, field);
      if (advice !== undefined) void pulumi.log.warn(`${field.name}: ${advice}`, resource);
    });
  }
}

function warningFor(value: unknown, field: FieldMetadata): string | undefined {
  // What is not asked is not loaded either.
  return isKnown(value, field) ? undefined : field.traits.inputWarning?.(value);
}

function isKnown(value: unknown, { traits: { knownValues: known } }: FieldMetadata): boolean {
  if (known === undefined || value === null || typeof value !== "object") return false;
  const isList = (list: unknown) => Array.isArray(list) && list.every((element) => known.includes(element));
  // An output has members too, none of which is a list.
  return isList(value) || (!Array.isArray(value) && Object.values(value).every(isList));
}
