import { z } from "zod";

/**
 * What the core needs to know of a field beyond its shape. Traits are data: the lifecycle, the hosts and the
 * documents read them, so that no resource can forget what they imply.
 */
export interface Traits {
  /** Meaning, units and limits in a sentence or two: editor hover and docs/reference. */
  readonly doc: string;
  /** A change makes a new object: part of the id, or fixed at creation by Atlas. */
  readonly replace?: boolean;
  /** Never shown: encrypted in state, absent from messages and logs. */
  readonly secret?: boolean;
  /** Known only when the object is created; kept from the state over every update and refresh. */
  readonly createOnlyOutput?: boolean;
  /** What has this id, usually a resource of the same program: in a run without it there is no value, and the message says so. */
  readonly references?: string;
  /** A set: sorted and without duplicates in state, order is no difference. */
  readonly unordered?: boolean;
  /** Steers this provider alone: Atlas never sees it, a change makes no request. */
  readonly providerOnly?: boolean;
  /** Atlas never sees it, as with a flag, but the resource's update acts on a change. */
  readonly localOnly?: boolean;
  /** Used when the object is created and never again: a later change is stored, said in preview, and makes no request. */
  readonly createOnly?: boolean;
  /** Says how creation takes over what exists. Never looked at again: a later difference is no change. */
  readonly ignoreChanges?: boolean;
  /**
   * For an input that is an output too: the name of the boolean output that is true when the program gave the value. A read
   * returns the field as an input only then; without this trait, never.
   */
  readonly inputWhen?: string;
  /** Names the credentials to use, never a secret; a flag too. */
  readonly selectsProfile?: boolean;
  /** The value that means the same as leaving it out; never stored. */
  readonly default?: unknown;
  /** Type of a list's elements as a user writes it, where the schema's own is not enough; `R` is a type parameter. */
  readonly elementType?: string;
  /** Type of an argument as a user writes it, where it is more than the stored form; `R` as above. */
  readonly inputType?: string;
  /** What stands for a value with something unknown in it, where that is not the value as it is given. */
  readonly untilKnown?: (value: unknown) => unknown;
  /** Elements of a list, or of the lists of a map, that need no advice: where there are no others, `inputWarning` is not asked. */
  readonly knownValues?: readonly string[];
  /** What a user should know about a value that is allowed but unusual, or undefined. Asked once, by the program. */
  readonly inputWarning?: (value: unknown) => string | undefined;
}

const traits = z.registry<Traits>();

/** Marks a schema as a field. Must be the outermost call, since wrappers such as `optional()` drop the traits. */
export function field<T extends z.ZodType>(schema: T, fieldTraits: Traits): T {
  const own = schema.clone() as T;
  traits.add(own, fieldTraits);
  return own;
}

/** A field's name, schema and traits. */
export interface Field {
  readonly name: string;
  readonly schema: z.ZodType;
  readonly traits: Traits;
  readonly required: boolean;
}

/** What the schema makes of a value. Undefined where zod throws, as for `{ length: {…} }` in place of a list (seen with 4.6.7). */
export function parseField({ schema }: Pick<Field, "schema">, value: unknown) {
  try {
    return schema.safeParse(value);
  } catch {
    return undefined;
  }
}

/** The fields of an object schema, in the order written. Throws for a property that is not a field. */
export function fieldsOf(schema: z.ZodObject): readonly Field[] {
  return Object.entries(schema.shape).map(([name, property]) => {
    const own = property as z.ZodType;
    const found = traits.get(own);
    if (!found) throw new Error(`${name} is not a field: wrap its schema in field(...)`);
    return { name, schema: own, traits: found, required: !own.safeParse(undefined).success };
  });
}
