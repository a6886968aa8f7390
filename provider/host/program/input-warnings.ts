import * as pulumi from "@pulumi/pulumi";
import type { Traits } from "../../core/field";
import type { FieldShape, ResourceShape } from "../../core/metadata";
import type { catalogue as Catalogue } from "../../resources/catalogue.generated";

/** What a resource's own definition advises on one of its inputs. The definitions are loaded when it is asked. */
export function adviceOf(resource: keyof typeof Catalogue, input: string): NonNullable<Traits["advise"]> {
  return (value) => {
    const { catalogue } =
      require("../../resources/catalogue.generated") as typeof import("../../resources/catalogue.generated");
    const field = catalogue[resource].inputs.find(({ name }) => name === input);
    return field?.traits.advise?.(value);
  };
}

/** Says what is allowed but unusual about a value, as a warning of the resource. */
export function advise(
  resource: pulumi.CustomResource,
  definition: ResourceShape,
  args: Readonly<Record<string, unknown>>,
): void {
  for (const field of definition.inputs) {
    if (field.traits.advise === undefined || args[field.name] === undefined) continue;
    // To make an output of a list takes a tenth of a millisecond of CPU, and there is nearly never anything to say.
    if (isKnown(args[field.name], field)) continue;
    pulumi.output(args[field.name] as pulumi.Input<string>).apply((value: unknown) => {
      const advice = adviceOn(value, field);
      if (advice !== undefined) void pulumi.log.warn(`${field.name}: ${advice}`, resource);
    });
  }
}

function adviceOn(value: unknown, field: FieldShape): string | undefined {
  // What is not asked is not loaded either.
  return isKnown(value, field) ? undefined : field.traits.advise?.(value);
}

function isKnown(value: unknown, { traits: { known } }: FieldShape): boolean {
  return known !== undefined && Array.isArray(value) && value.every((element) => known.includes(element));
}
