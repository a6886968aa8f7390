import { z } from "zod";

/**
 * Metadata of a field in addition to its schema. Traits are data that the lifecycle, the hosts and the generated documents read, so
 * that a resource needs no code for what they imply.
 */
export interface Traits {
  /** Meaning, units and limits in one or two sentences; shown in editors and in docs/reference. */
  readonly doc: string;
  /** A change replaces the object: the field is part of the id, or immutable. */
  readonly replace?: boolean;
  /** Encrypted in the state; never in messages or logs. */
  readonly secret?: boolean;
  /** Returned only by the create; every update and refresh keeps the value from the state. */
  readonly createOnlyOutput?: boolean;
  /** Known to the state alone: a refresh keeps the value, and only a create or an update changes it. */
  readonly stateOnly?: boolean;
  /** What the id refers to, usually another resource of the program. A run without that resource has no value; messages name it. */
  readonly references?: string;
  /** A boolean output that is true when the object existed before. An import sets it. */
  readonly marksAdoption?: boolean;
  /** For an output: names of the inputs whose change may change it. A preview of such an update shows it as unknown. Default: none. */
  readonly changesWith?: readonly string[];
  /** The list is a set: stored sorted and without duplicates, and compared without order. */
  readonly unordered?: boolean;
  /** Used by the provider alone: never sent, and a change makes no request. */
  readonly providerOnly?: boolean;
  /** Never sent, as with `providerOnly`, but a change calls the resource's update. */
  readonly localOnly?: boolean;
  /** Used only by the create: a later change is stored, makes no request, and a preview warns of it. */
  readonly createOnly?: boolean;
  /** Used only by the create, to adopt an existing object: a later change is ignored. */
  readonly ignoreChanges?: boolean;
  /**
   * For an input that is an output too: the name of the boolean output that is true when the program gave the value. A read
   * returns the field as an input only then; without this trait, never.
   */
  readonly inputWhen?: string;
  /** Selects the credentials by name. Never a secret; also `providerOnly`. */
  readonly selectsProfile?: boolean;
  /** The value that is equivalent to no value; never stored. */
  readonly default?: unknown;
  /** TypeScript type of a list's elements, where the schema's own type is not precise enough. `R` is a type parameter. */
  readonly elementType?: string;
  /** Type of an argument as a user writes it, where it is more than the stored form; `R` as above. */
  readonly inputType?: string;
  /** The preview's value for an input that contains an unknown. Default: the input unchanged. */
  readonly untilKnown?: (value: unknown) => unknown;
  /** Elements of a list, or of the lists of a map, without a warning: `inputWarning` is called only if there are others. */
  readonly knownValues?: readonly string[];
  /** A warning about a value that is allowed but unusual, or undefined. Called once, in the program. */
  readonly inputWarning?: (value: unknown) => string | undefined;
}

const traits = z.registry<Traits>();

/** The values of a text that are known, under the name of a type; other values are allowed. */
export interface OpenEnum {
  /** Type name as users write it, such as `OrgRole`. */
  readonly name: string;
  readonly doc: string;
  readonly values: readonly string[];
}

const openEnums = z.registry<OpenEnum>();

/** Adds the known values to the schema of a text. Must be the outermost call, as for `field`. */
export function openEnum<T extends z.ZodType>(schema: T, known: OpenEnum): T {
  const own = schema.clone() as T;
  openEnums.add(own, known);
  return own;
}

/** The known values of a schema; undefined for any other schema. */
export function openEnumOf(schema: z.ZodType): OpenEnum | undefined {
  return openEnums.get(schema);
}

/** The traits of a field's schema; undefined for a schema that is no field, such as that of a nested property. */
export function traitsOf(schema: z.ZodType): Traits | undefined {
  return traits.get(schema);
}

/** By the schema of a field. No registry of zod, which cannot type schemas as metadata. */
const alternativeInputs = new WeakMap<z.ZodType, z.ZodType>();

/**
 * Adds traits to a schema. Must be the outermost call: wrappers such as `optional()` drop the traits.
 *
 * @param alternative schema of a second form of the input, which the field's own schema converts to the stored form
 */
export function field<T extends z.ZodType>(schema: T, fieldTraits: Traits, alternative?: z.ZodType): T {
  const own = schema.clone() as T;
  traits.add(own, fieldTraits);
  if (alternative !== undefined) alternativeInputs.set(own, alternative);
  return own;
}

/** The schema of a field's second form; undefined without one. */
export function alternativeInputOf({ schema }: Pick<Field, "schema">): z.ZodType | undefined {
  return alternativeInputs.get(schema);
}

/** A field's name, schema and traits. */
export interface Field {
  readonly name: string;
  readonly schema: z.ZodType;
  readonly traits: Traits;
  readonly required: boolean;
}

/** Parses a value by the field's schema. Undefined when zod throws, as for `{ length: {…} }` in place of a list (seen with 4.6.7). */
export function parseField({ schema }: Pick<Field, "schema">, value: unknown) {
  try {
    return schema.safeParse(value);
  } catch {
    return undefined;
  }
}

/** The fields of an object schema, in order. Throws for a property without traits. */
export function fieldsOf(schema: z.ZodObject): readonly Field[] {
  return Object.entries(schema.shape).map(([name, property]) => {
    const own = property as z.ZodType;
    const found = traits.get(own);
    if (!found) throw new Error(`${name} is not a field: wrap its schema in field(...)`);
    return { name, schema: own, traits: found, required: !own.safeParse(undefined).success };
  });
}
