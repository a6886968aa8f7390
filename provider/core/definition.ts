import type { z } from "zod";
import type { ManagedObject } from "./declared-objects";
import { type Field, fieldsOf } from "./field";
import type { Identity } from "./identity";
import type { ResourceMetadata } from "./metadata";
import type { Unknown } from "./unknown";

/** Plain property bags, as engines hand them over. */
export type Properties = Readonly<Record<string, unknown>>;

/** Inputs of a preview: any field may still be unknown. */
export type PreviewInputs<T> = { readonly [K in keyof T]: T[K] | Unknown };

/** A planned change, as a guard sees it: what is there, what is wanted (absent when it goes). */
export interface PlannedChange<Inputs, State> {
  readonly action: "update" | "replace" | "delete";
  readonly state: State;
  readonly inputs?: PreviewInputs<Inputs>;
  /** Names of the inputs that differ. */
  readonly changed: ReadonlySet<string>;
}

/** What an update gets besides the new inputs. */
export interface UpdateRequest<Inputs, State> {
  readonly inputs: Inputs;
  readonly state: State;
  readonly changed: ReadonlySet<string>;
}

/**
 * A resource: its shape and four small functions. `Context` is what the functions work with (a client, a log);
 * the core never looks inside.
 *
 * Functions return what Atlas said; the lifecycle adds what the program said, flags and once-only values.
 */
export interface ResourceSpec<
  Context,
  In extends z.ZodObject,
  Out extends z.ZodObject,
  Part extends string,
  Inputs = z.output<In>,
  Outputs = z.output<Out>,
> {
  /** Type name as users write it, such as `OrgApiKey`. */
  readonly name: string;
  /** One sentence for hover and docs/reference. */
  readonly summary: string;
  readonly inputs: In;
  /** What the state holds besides the inputs. */
  readonly outputs: Out;
  readonly identity: Identity<Part>;
  /** Its absence is an error, never a reason to make another one. */
  readonly errorWhenMissing?: boolean;
  /** A changed id part is an error, never a replacement. */
  readonly preventReplacement?: boolean;
  /** Problems that concern several fields; runs when every field is known and valid. */
  validate?(inputs: Inputs): readonly { field: string; reason: string }[];
  /**
   * What in Atlas the resource manages, as far as these values tell: its inputs alone, or with its outputs. Two resources of
   * one object in a program are an error, and a delete of what the program declares elsewhere removes nothing.
   */
  managedObjects(values: Partial<Inputs & Outputs>): readonly ManagedObject[];
  /**
   * What a user should know before an object that exists is taken over. Called in previews and updates, only for what is
   * not in the state yet: may read, must not write.
   */
  previewWarnings?(context: Context, inputs: Inputs): Promise<readonly string[]>;
  /**
   * What a preview can say of an object that is not in the state yet: that it exists already, or that Atlas or this
   * provider would refuse it. May use shared listings, never a request of its own; what it throws is no error.
   */
  preflight?(context: Context, inputs: Inputs): Promise<readonly string[]>;
  /** The same of an object that is in the state: what an update would change besides that which the state manages. */
  updatePreflight?(
    context: Context,
    change: PlannedChange<Inputs, Partial<Inputs & Outputs>>,
  ): Promise<readonly string[]>;
  /** A sentence that refuses the change, or undefined. Makes no request: it runs in previews too. */
  guard?(context: Context, change: PlannedChange<Inputs, Partial<Inputs & Outputs>>): string | undefined;
  /** Makes the object; returns its outputs. */
  create(context: Context, inputs: Inputs): Promise<Outputs>;
  /** The object as it is, without flags and once-only values; undefined only when it is known to be gone. */
  read(
    context: Context,
    id: Readonly<Record<Part, string>>,
    state: Partial<Inputs & Outputs>,
  ): Promise<Properties | undefined>;
  /** Brings the object to the inputs; called only when something besides flags differs. Returns outputs that changed. */
  update(
    context: Context,
    id: Readonly<Record<Part, string>>,
    view: UpdateRequest<Inputs, Partial<Inputs & Outputs>>,
  ): Promise<void> | Promise<Partial<Outputs> | undefined>;
  /** Removes the object; succeeds when it is gone already. */
  delete(
    context: Context,
    id: Readonly<Record<Part, string>>,
    state: Partial<Inputs & Outputs>,
  ): Promise<void>;
}

/** A resource as the lifecycle and the hosts use it, its shape taken apart. */
export interface ResourceDefinition<Context> extends ResourceMetadata {
  readonly summary: string;
  readonly inputs: readonly Field[];
  readonly outputs: readonly Field[];
  readonly errorWhenMissing: boolean;
  readonly preventReplacement: boolean;
  validate(inputs: Properties): readonly { field: string; reason: string }[];
  managedObjects(values: Properties): readonly ManagedObject[];
  previewWarnings(context: Context, inputs: Properties): Promise<readonly string[]>;
  preflight(context: Context, inputs: Properties): Promise<readonly string[]>;
  updatePreflight(
    context: Context,
    change: PlannedChange<Properties, Properties>,
  ): Promise<readonly string[]>;
  guard(context: Context, change: PlannedChange<Properties, Properties>): string | undefined;
  create(context: Context, inputs: Properties): Promise<Properties>;
  read(
    context: Context,
    id: Readonly<Record<string, string>>,
    state: Properties,
  ): Promise<Properties | undefined>;
  update(
    context: Context,
    id: Readonly<Record<string, string>>,
    view: UpdateRequest<Properties, Properties>,
  ): Promise<void> | Promise<Properties | undefined>;
  delete(context: Context, id: Readonly<Record<string, string>>, state: Properties): Promise<void>;
}

/**
 * Makes a definition from a spec; throws for a property whose schema is not a field. The spec's functions take the types of
 * its schemas, the definition's take property bags: the lifecycle passes only values that these schemas have parsed.
 */
export function defineResource<Context, In extends z.ZodObject, Out extends z.ZodObject, Part extends string>(
  spec: ResourceSpec<Context, In, Out, Part>,
): ResourceDefinition<Context> {
  return {
    name: spec.name,
    summary: spec.summary,
    inputs: fieldsOf(spec.inputs),
    outputs: fieldsOf(spec.outputs),
    identity: spec.identity,
    errorWhenMissing: spec.errorWhenMissing ?? false,
    preventReplacement: spec.preventReplacement ?? false,
    validate: spec.validate ?? (() => []),
    managedObjects: spec.managedObjects,
    previewWarnings: spec.previewWarnings ?? (async () => []),
    preflight: spec.preflight ?? (async () => []),
    updatePreflight: spec.updatePreflight ?? (async () => []),
    guard: spec.guard ?? (() => undefined),
    create: spec.create,
    read: spec.read,
    update: spec.update,
    delete: spec.delete,
  };
}
