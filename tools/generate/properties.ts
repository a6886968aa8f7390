import type { Field } from "../../provider/core/field";
import { elementTypeOf, typeOf } from "./types";

/** The hover text of a property. */
export function docText(field: Field): string {
  return `  /** ${field.traits.doc} */`;
}

/** Type of an argument that may be an output of another resource. */
export function inputType(field: Field): string {
  const { inputType: own } = field.traits;
  if (own !== undefined) return optional(field, `pulumi.Input<${own}>`);
  const element = elementTypeOf(field);
  return optional(
    field,
    element === undefined ? `pulumi.Input<${typeOf(field)}>` : `pulumi.Input<pulumi.Input<${element}>[]>`,
  );
}

/** Type of an argument that must be known. */
export function plainInputType(field: Field): string {
  return optional(field, typeOf(field));
}

/** Type of a resource's output. */
export function outputType(field: Field): string {
  return optional(field, typeOf(field));
}

/** Type of a function's result; the items of a list may have their own type. */
export function resultType(field: Field): string {
  const { elementType } = field.traits;
  return optional(field, elementType === undefined ? typeOf(field) : `${elementType}[]`);
}

function optional(field: Field, type: string): string {
  return field.required ? type : `${type} | undefined`;
}
