import { closestMatch } from "./closest-match";
import { deepEqual } from "./deep-equal";
import type { Properties, ResourceDefinition } from "./definition";
import type { InputProblem } from "./errors";
import { type Field, parseField } from "./field";
import { issueReason } from "./issue-reason";
import { hasUnknown } from "./unknown";

/** Inputs in canonical form, and all their problems. */
export interface CheckedInputs {
  readonly inputs: Properties;
  readonly problems: readonly InputProblem[];
}

/**
 * Validates the known inputs and returns them in canonical form: parsed by their schemas, sets sorted and without duplicates,
 * default values left out. Unknown values are returned unchanged. `isNew` is false for an object that the state has already.
 */
export function checkInputs(
  definition: Pick<ResourceDefinition<never>, "inputs" | "validate" | "name">,
  given: Properties,
  about: { readonly isNew: boolean } = { isNew: true },
): CheckedInputs {
  const problems: InputProblem[] = unknownInputs(definition, given);
  const inputs: Record<string, unknown> = {};
  for (const field of definition.inputs) {
    const value = given[field.name] ?? undefined;
    const parsed = parseValue(field, value);
    problems.push(...parsed.problems);
    const stored = parsed.problems.length === 0 ? canonicalize(field, parsed.value) : value;
    if (stored !== undefined) inputs[field.name] = stored;
  }
  if (problems.length === 0 && !hasUnknown(inputs)) problems.push(...definition.validate(inputs, about));
  return { inputs, problems };
}

/** A field's value in canonical form; undefined when it equals the default. */
export function canonicalize(field: Field, value: unknown): unknown {
  if (value === undefined || value === null || deepEqual(value, field.traits.default)) return undefined;
  if (!field.traits.unordered || !Array.isArray(value)) return value;
  const unique = [...new Set(value)];
  // A list with unknown elements keeps its order: their place in a sorted list is unknown too. So does a list with elements
  // other than strings, which can only come from an invalid state.
  return unique.every((element) => typeof element === "string") && !hasUnknown(unique)
    ? unique.sort()
    : unique;
}

function unknownInputs(
  definition: Pick<ResourceDefinition<never>, "inputs" | "name">,
  given: Properties,
): InputProblem[] {
  const names = definition.inputs.map((field) => field.name);
  return Object.keys(given)
    .filter((name) => !names.includes(name) && given[name] !== undefined)
    .map((name) => {
      const meant = closestMatch(name, names);
      return {
        field: name,
        reason: `${definition.name} has no such input${meant ? `: did you mean ${meant}?` : ""}`,
      };
    });
}

/** A field's parsed value, or its problems. */
interface ParsedValue {
  readonly value?: unknown;
  readonly problems: readonly InputProblem[];
}

/** Parses the known elements of a list and keeps the unknown ones in their places. */
function parseValue(field: Field, value: unknown): ParsedValue {
  if (value === undefined) {
    return { problems: field.required ? [{ field: field.name, reason: missingReason(field) }] : [] };
  }
  const partly = hasUnknown(value);
  if (partly && field.traits.untilKnown !== undefined) {
    return { value: field.traits.untilKnown(value), problems: [] };
  }
  if (!Array.isArray(value) && partly) return { value, problems: [] };
  const known = Array.isArray(value) ? value.filter((element) => !hasUnknown(element)) : value;
  const result = parseField(field, known);
  if (result === undefined) {
    return { value, problems: [{ field: field.name, reason: "has a value of another type" }] };
  }
  if (result.success) {
    return { value: partly ? withKnownElements(value as unknown[], result.data) : result.data, problems: [] };
  }
  const problems = result.error.issues
    .filter((issue) => !(partly && issue.code === "too_small" && issue.path.length === 0))
    .map((issue) => ({
      field: pathText(field.name, issue.path),
      reason: issueReason(issue, value, field.schema),
    }));
  return { value, problems };
}

function missingReason({ traits: { references } }: Field): string {
  return references === undefined ? "is required" : missingReferenceReason(references);
}

/** Why an id has no value: in an `up` with targets, the engine omits values of resources that are not created yet. */
export function missingReferenceReason(references: string): string {
  return (
    `has no value: the ${references} that it comes from is not part of this run, or the program gives none. ` +
    `Add the ${references} to --target, or remove it from --exclude`
  );
}

/** The list with its known elements replaced in order; unchanged when parsing changed the number of elements. */
function withKnownElements(list: readonly unknown[], parsed: unknown): readonly unknown[] {
  const known = list.filter((element) => !hasUnknown(element));
  if (!Array.isArray(parsed) || parsed.length !== known.length) return list;
  const elements = parsed.values();
  return list.map((element) => (hasUnknown(element) ? element : elements.next().value));
}

function pathText(name: string, path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, part) => (typeof part === "number" ? `${text}[${part}]` : `${text}.${String(part)}`),
    name,
  );
}
