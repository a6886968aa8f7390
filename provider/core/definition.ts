import type { z } from "zod";
import type { ManagedObject } from "./declared-objects";
import { type Field, fieldsOf } from "./field";
import type { Identity } from "./identity";
import type { ResourceMetadata } from "./metadata";
import type { ResourceTraits } from "./resource-traits";
import type { Unknown } from "./unknown";

/** Property values by name, as the engine sends them. */
export type Properties = Readonly<Record<string, unknown>>;

/** Inputs in a preview: any field may be unknown. */
export type PreviewInputs<T> = { readonly [K in keyof T]: T[K] | Unknown };

/** A planned change as a guard gets it: the state, and the new inputs (absent for a delete). */
export interface PlannedChange<Inputs, State> {
  readonly action: "update" | "replace" | "delete";
  readonly state: State;
  readonly inputs?: PreviewInputs<Inputs>;
  /** Names of the inputs that differ. */
  readonly changed: ReadonlySet<string>;
}

/** A reason for an update that no input shows, such as a due time. */
export interface UpdateReason {
  /** For a warning: why the update is due, and what it makes, changes and ends. */
  readonly text: string;
  /** True when the object in Atlas differs from the state, so that a refresh shows it too. */
  readonly isDrift: boolean;
}

/** Arguments of an update. */
export interface UpdateRequest<Inputs, State> {
  readonly inputs: Inputs;
  readonly state: State;
  readonly changed: ReadonlySet<string>;
}

/**
 * A resource: its schemas and its functions for create, read, update and delete. `Context` is passed to the functions (a
 * client, a log); the core does not use it.
 *
 * The functions return what the API returned. The lifecycle adds what only the program or the creation knows: inputs,
 * provider-only fields and create-only outputs.
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
  /** One sentence, shown in editors and in docs/reference. */
  readonly summary: string;
  readonly inputs: In;
  /** Schema of the state's properties that are not inputs. */
  readonly outputs: Out;
  readonly identity: Identity<Part>;
  readonly traits: ResourceTraits;
  /** A missing object is an error; it is never created again. Default: false, which lets the next `up` create it. */
  readonly errorWhenMissing?: boolean;
  /** A changed part of the id is an error instead of a replacement. Default: false. */
  readonly preventReplacement?: boolean;
  /** Checks across fields; called when every field is known and valid. `isNew` is false for an object that the state has already. */
  validate?(inputs: Inputs, about: { readonly isNew: boolean }): readonly { field: string; reason: string }[];
  /**
   * The remote objects that a resource with these values manages. The values may be the inputs alone, or inputs and outputs.
   * Two resources that manage one object are an error. A delete skips an object that another resource declares.
   */
  managedObjects(values: Partial<Inputs & Outputs>): readonly ManagedObject[];
  /**
   * Warnings before an existing object is adopted. Called at check, in previews and updates, only for a resource that is not
   * in the state yet. May read, must not write.
   */
  previewWarnings?(context: Context, inputs: Inputs): Promise<readonly string[]>;
  /**
   * Warnings in a preview about a resource that is not in the state yet: the object exists already, or the create would be
   * refused. May use cached listings, but make no request of its own. An InvalidInputsError is a failed check; no other error fails
   * the preview.
   */
  preflight?(context: Context, inputs: Inputs): Promise<readonly string[]>;
  /** Warnings in a preview about a resource in the state: what an update would change beyond the properties in the state. */
  updatePreflight?(
    context: Context,
    change: PlannedChange<Inputs, Partial<Inputs & Outputs>>,
  ): Promise<readonly string[]>;
  /**
   * Reasons for an update that no input shows. Each one makes a preview show an update, with its text as a warning, and makes
   * an `up` call `update`. A refresh shows only those that are drift. Makes no request.
   */
  updateReasons?(
    context: Context,
    state: Partial<Inputs & Outputs>,
    inputs: PreviewInputs<Inputs>,
  ): readonly UpdateReason[];
  /**
   * Converts a state that another type of resource stored, when a program changes the type of a resource with an alias; any
   * other state is returned unchanged. The id stays as it is.
   */
  moveState?(state: Properties): Properties;
  /**
   * Warnings about the object as the state has it, such as an expiry. Called at every diff and read of a resource in the state;
   * makes no request. A run shows the same text once.
   */
  stateWarnings?(context: Context, state: Partial<Inputs & Outputs>): readonly string[];
  /** The reason to refuse the change, or undefined. Called in previews too; makes no request. */
  guard?(context: Context, change: PlannedChange<Inputs, Partial<Inputs & Outputs>>): string | undefined;
  /** Creates the object; returns its outputs. */
  create(context: Context, inputs: Inputs): Promise<Outputs>;
  /** Reads the object, without provider-only and create-only fields. Returns undefined only when the object surely does not exist. */
  read(
    context: Context,
    id: Readonly<Record<Part, string>>,
    state: Partial<Inputs & Outputs>,
  ): Promise<Properties | undefined>;
  /**
   * Reads an existing object for an import, with every part that a program may declare.
   * Default: `read` without a state.
   */
  readForImport?(context: Context, id: Readonly<Record<Part, string>>): Promise<Properties | undefined>;
  /**
   * Updates the object to match the inputs. Called only when a field other than a provider-only one differs, or for a reason of
   * `updateReasons`. Returns changed outputs; one that is undefined is removed from the state.
   */
  update(
    context: Context,
    id: Readonly<Record<Part, string>>,
    view: UpdateRequest<Inputs, Partial<Inputs & Outputs>>,
  ): Promise<void> | Promise<Partial<Outputs> | undefined>;
  /** Deletes the object; succeeds when it does not exist. */
  delete(
    context: Context,
    id: Readonly<Record<Part, string>>,
    state: Partial<Inputs & Outputs>,
  ): Promise<void>;
}

/** A resource as the lifecycle and the hosts use it, with a list of fields in place of each schema. */
export interface ResourceDefinition<Context> extends ResourceMetadata {
  readonly summary: string;
  readonly inputs: readonly Field[];
  readonly outputs: readonly Field[];
  readonly traits: ResourceTraits;
  readonly errorWhenMissing: boolean;
  readonly preventReplacement: boolean;
  validate(
    inputs: Properties,
    about: { readonly isNew: boolean },
  ): readonly { field: string; reason: string }[];
  managedObjects(values: Properties): readonly ManagedObject[];
  previewWarnings(context: Context, inputs: Properties): Promise<readonly string[]>;
  preflight(context: Context, inputs: Properties): Promise<readonly string[]>;
  updatePreflight(
    context: Context,
    change: PlannedChange<Properties, Properties>,
  ): Promise<readonly string[]>;
  updateReasons(context: Context, state: Properties, inputs: Properties): readonly UpdateReason[];
  moveState(state: Properties): Properties;
  stateWarnings(context: Context, state: Properties): readonly string[];
  guard(context: Context, change: PlannedChange<Properties, Properties>): string | undefined;
  create(context: Context, inputs: Properties): Promise<Properties>;
  read(
    context: Context,
    id: Readonly<Record<string, string>>,
    state: Properties,
  ): Promise<Properties | undefined>;
  readForImport(context: Context, id: Readonly<Record<string, string>>): Promise<Properties | undefined>;
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
    traits: spec.traits,
    errorWhenMissing: spec.errorWhenMissing ?? false,
    preventReplacement: spec.preventReplacement ?? false,
    validate: spec.validate ?? (() => []),
    managedObjects: spec.managedObjects,
    previewWarnings: spec.previewWarnings ?? (async () => []),
    preflight: spec.preflight ?? (async () => []),
    updatePreflight: spec.updatePreflight ?? (async () => []),
    updateReasons: spec.updateReasons ?? (() => []),
    moveState: spec.moveState ?? ((state) => state),
    stateWarnings: spec.stateWarnings ?? (() => []),
    guard: spec.guard ?? (() => undefined),
    create: spec.create,
    read: spec.read,
    readForImport: spec.readForImport ?? ((context, id) => spec.read(context, id, {})),
    update: spec.update,
    delete: spec.delete,
  };
}
