import { assertAllowed, assertNotReplaced, namesNewAdoption } from "./change-guards";
import type { Properties, ResourceDefinition, UpdateReason } from "./definition";
import { diffInputs, type FieldChange } from "./diff";
import { InvalidInputsError } from "./errors";
import { checkInputs } from "./inputs";
import { parseId } from "./object-id";
import { isManaged } from "./read";
import { pick, pickState, type StoredObject } from "./state-properties";

/**
 * The lifecycle of every resource: check is in inputs.ts, read in read.ts, the others are here. A role list travels from the program
 * (host/program/resource.ts) through the engine to host/dynamic/provider.ts, runtime/operations.ts, and this file, which
 * validates it and calls the resource's own function (resources/<name>/resource.ts). That function, for a key by its
 * reconcile.ts, makes the body (model.ts) and passes it with an endpoint (atlas/endpoints/) to atlas/client.ts, which sends the
 * HTTP request.
 */

/** The difference between a resource's state and its inputs. */
export interface ResourceDiff {
  readonly changes: readonly FieldChange[];
  /** Names of the inputs whose change replaces the object. */
  readonly replaces: readonly string[];
  /** Warnings about changes that are stored and not sent, and about updates that no input shows. */
  readonly warnings: readonly string[];
  /** True when an update is needed: an input differs, or there is another reason. */
  readonly hasChanges: boolean;
}

/**
 * Compares inputs with the state, without a request. Throws RefusedError for a change that the guard refuses; `guard: false`
 * skips the guard, for the diff of a refresh, which changes nothing.
 */
export function diff<C>(
  definition: ResourceDefinition<C>,
  context: C,
  state: Properties,
  inputs: Properties,
  options: { guard: boolean } = { guard: true },
): ResourceDiff {
  const changes = diffInputs(definition, state, inputs);
  const replacing = changes.filter((change) => change.effect === "replace");
  if (definition.preventReplacement) assertNotReplaced(definition, replacing);
  const replaces = definition.preventReplacement ? [] : replacing.map((change) => change.field);
  if (options.guard && (changes.length > 0 || namesNewAdoption(definition, state, inputs))) {
    assertAllowed(definition, context, {
      action: replaces.length > 0 ? "replace" : "update",
      state,
      inputs,
      changes,
    });
  }
  const notes = changes
    .filter((change) =>
      definition.inputs.some((field) => field.name === change.field && field.traits.createOnly),
    )
    .map(
      (change) => `${change.field} is used only at creation: the new value is stored, and no request is sent`,
    );
  const reasons = replaces.length > 0 ? [] : updateReasons(definition, context, state, inputs);
  // A refresh compares with Atlas alone: an update that is due is no drift.
  const shown = options.guard ? reasons : reasons.filter(({ isDrift }) => isDrift);
  return {
    changes,
    replaces,
    warnings: [...notes, ...shown.map(({ text }) => text)],
    hasChanges: changes.length > 0 || shown.length > 0,
  };
}

/** None for a resource that is only read. */
function updateReasons<C>(
  definition: ResourceDefinition<C>,
  context: C,
  state: Properties,
  inputs: Properties,
): readonly UpdateReason[] {
  return isManaged(definition, state) ? definition.updateReasons(context, state, inputs) : [];
}

/** Creates the object. The state is the program's inputs and the API's outputs. */
export async function create<C>(
  definition: ResourceDefinition<C>,
  context: C,
  given: Properties,
): Promise<StoredObject> {
  const inputs = validInputs(definition, given);
  const outputs = await definition.create(context, inputs);
  const state = pickState(definition, { ...inputs, ...outputs });
  return { id: definition.identity.format(state as Record<string, string>), state };
}

/** The program's values for an existing object: its inputs, and only the outputs of the state, since an input may have been removed. */
export function declaredValues<C>(
  definition: ResourceDefinition<C>,
  state: Properties,
  inputs: Properties,
): Properties {
  return { ...pick(state, definition.outputs), ...inputs };
}

/**
 * Updates the object to match the inputs and returns its state. Calls the resource only when a field other than a
 * provider-only or create-only one differs, or for another reason. Reads the outputs that an interrupted create did not store.
 */
export async function update<C>(
  definition: ResourceDefinition<C>,
  context: C,
  id: string,
  state: Properties,
  given: Properties,
): Promise<Properties> {
  const inputs = validInputs(definition, given, { isNew: false });
  const changes = diffInputs(definition, state, inputs);
  const parts = parseId(definition, id);
  if (definition.preventReplacement)
    assertNotReplaced(
      definition,
      changes.filter((change) => change.effect === "replace"),
    );
  assertAllowed(definition, context, { action: "update", state, inputs, changes });
  const changed = new Set(changes.filter((change) => change.effect !== "none").map((change) => change.field));
  const isDue = changed.size > 0 || updateReasons(definition, context, state, inputs).length > 0;
  const updated = isDue ? await definition.update(context, parts, { inputs, state, changed }) : undefined;
  const outputs = pick(state, definition.outputs);
  const incomplete = definition.outputs.some(
    ({ required, name, traits }) =>
      required && !traits.createOnlyOutput && !traits.stateOnly && !(name in outputs),
  );
  const live = incomplete
    ? pick((await definition.read(context, parts, state)) ?? {}, definition.outputs)
    : {};
  return pickState(definition, { ...live, ...outputs, ...(updated ?? {}), ...inputs });
}

/** Deletes the object. Throws RefusedError before any request when the guard refuses the delete. */
export async function remove<C>(
  definition: ResourceDefinition<C>,
  context: C,
  id: string,
  state: Properties,
): Promise<void> {
  assertAllowed(definition, context, { action: "delete", state, changes: [] });
  await definition.delete(context, parseId(definition, id), state);
}

/** The inputs in canonical form. Checked again here, since code that uses the provider object may not call check first. */
function validInputs<C>(
  definition: ResourceDefinition<C>,
  given: Properties,
  about = { isNew: true },
): Properties {
  const { inputs, problems } = checkInputs(definition, given, about);
  if (problems.length > 0) throw new InvalidInputsError(definition.name, problems);
  return inputs;
}
