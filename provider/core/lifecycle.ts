import { deepEqual } from "./deep-equal";
import type { Properties, ResourceDefinition, UpdateReason } from "./definition";
import { diffInputs, type FieldChange } from "./diff";
import { InvalidInputsError, MissingError, ProviderError, RefusedError } from "./errors";
import type { Field } from "./field";
import { checkInputs } from "./inputs";
import { hasUnknown } from "./unknown";

/**
 * The lifecycle of every resource: check is in inputs.ts, the others are here. A role list travels from the program
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

/** An object and its state. */
export interface StoredObject {
  readonly id: string;
  readonly state: Properties;
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

/** True when the program now names an object to adopt that it did not name at creation. */
function namesNewAdoption<C>(
  definition: ResourceDefinition<C>,
  state: Properties,
  inputs: Properties,
): boolean {
  return definition.inputs.some(({ name, traits }) => {
    const given = inputs[name] ?? undefined;
    return traits.ignoreChanges === true && given !== undefined && !deepEqual(state[name], given);
  });
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

/**
 * Reads the object; undefined when it does not exist. Fields that the API does not return (provider-only, create-only) keep
 * their values from the old state.
 *
 * @param options `isImport`: an object without a state is read as an imported one, with all its parts. Default: false
 */
export async function read<C>(
  definition: ResourceDefinition<C>,
  context: C,
  id: string,
  state: Properties,
  options: { readonly isImport: boolean } = { isImport: false },
): Promise<(StoredObject & { inputs: Properties }) | undefined> {
  const live = await readLive(definition, context, id, state, options.isImport);
  if (live === undefined) return undefined;
  const kept = pick(state, [
    ...definition.inputs.filter(
      ({ traits }) => traits.providerOnly || traits.localOnly || traits.createOnly || traits.ignoreChanges,
    ),
    ...definition.outputs.filter(({ traits }) => traits.createOnlyOutput || traits.stateOnly),
  ]);
  const found = pickState(definition, { ...live, ...kept });
  return { id, state: found, inputs: pick(found, givenInputs(definition, found)) };
}

/** The inputs whose values in the state come from the program. */
function givenInputs<C>(definition: ResourceDefinition<C>, state: Properties): readonly Field[] {
  const computed = new Set(definition.outputs.map((field) => field.name));
  return definition.inputs.filter(
    ({ name, traits: { inputWhen } }) =>
      !computed.has(name) || (inputWhen !== undefined && state[inputWhen] === true),
  );
}

/** False for a `get` and for an import: the state has no input but the profile. */
export function isManaged<C>(definition: ResourceDefinition<C>, state: Properties): boolean {
  return definition.inputs.some((field) => !field.traits.selectsProfile && state[field.name] !== undefined);
}

/** The object as the API returns it. @throws MissingError when its absence is an error */
async function readLive<C>(
  definition: ResourceDefinition<C>,
  context: C,
  id: string,
  state: Properties,
  isImport: boolean,
): Promise<Properties | undefined> {
  const known = isManaged(definition, state);
  const parts = known ? parseId(definition, id) : parseGivenId(definition, id);
  const absence = missingReason(definition, id, known);
  try {
    const live =
      isImport && !known
        ? adopted(definition, await definition.readForImport(context, parts))
        : await definition.read(context, parts, state);
    if (live === undefined && absence !== undefined) throw new MissingError(absence);
    return live;
  } catch (error) {
    if (!definition.errorWhenMissing || !(error instanceof ProviderError) || !error.isMissing) throw error;
    throw new MissingError(`${error.message}. ${stateDeleteHint}`, { cause: error });
  }
}

/** An imported object counts as adopted. */
function adopted<C>(
  { outputs }: ResourceDefinition<C>,
  live: Properties | undefined,
): Properties | undefined {
  const marks = outputs.filter(({ traits }) => traits.marksAdoption).map(({ name }) => [name, true]);
  return live && { ...live, ...Object.fromEntries(marks) };
}

/** How to remove a resource from the state without changing the object. */
const stateDeleteHint =
  "If it was deleted for good, remove it from the state with `pulumi state delete URN` (`pulumi stack --show-urns` lists the URNs)";

/** The error message for a missing object; undefined when a missing object is not an error. */
function missingReason<C>(definition: ResourceDefinition<C>, id: string, known: boolean): string | undefined {
  if (!known) return `Read ${definition.name} ${id}: it does not exist. Check the id`;
  return definition.errorWhenMissing
    ? `Read ${definition.name} ${id}: it no longer exists. ${stateDeleteHint}`
    : undefined;
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

/** An unknown value may turn out to be unchanged; the update checks it again. */
function assertNotReplaced<C>(definition: ResourceDefinition<C>, replacing: readonly FieldChange[]): void {
  const change = replacing.find(({ to }) => !hasUnknown(to));
  if (change === undefined) return;
  const { field, from, to } = change;
  throw new RefusedError(
    `${definition.name}: its ${field} is ${String(from)}, and the program has ${String(to)}. This resource is never replaced: ` +
      `set ${field} to ${String(from)}, or first remove the resource from the state (\`pulumi state delete URN\`) to manage the other one`,
  );
}

function assertAllowed<C>(
  definition: ResourceDefinition<C>,
  context: C,
  plan: {
    action: "update" | "replace" | "delete";
    state: Properties;
    inputs?: Properties;
    changes: readonly FieldChange[];
  },
): void {
  const { changes, ...rest } = plan;
  const refusal = definition.guard(context, {
    ...rest,
    changed: new Set(changes.map((change) => change.field)),
  });
  if (refusal !== undefined) throw new RefusedError(refusal);
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

/** The parts of an id. @throws InvalidInputsError for one of another form */
export function parseId<C>(definition: ResourceDefinition<C>, id: string): Readonly<Record<string, string>> {
  try {
    return definition.identity.parse(id);
  } catch (cause) {
    throw new InvalidInputsError(definition.name, [{ field: "id", reason: (cause as Error).message }]);
  }
}

/** The parts of an id that a program gave, each validated as the field of the same name. */
function parseGivenId<C>(definition: ResourceDefinition<C>, id: string): Readonly<Record<string, string>> {
  const parts = parseId(definition, id);
  const all = [...definition.inputs, ...definition.outputs];
  const fields = definition.identity.parts.flatMap((part) => all.find(({ name }) => name === part) ?? []);
  const { problems } = checkInputs({ name: "id", inputs: fields, validate: () => [] }, parts);
  if (problems.length > 0) throw new InvalidInputsError(`Read ${definition.name} ${id}`, problems);
  return parts;
}

/** Only the properties of the schemas, in their order. */
function pickState<C>(definition: ResourceDefinition<C>, values: Properties): Properties {
  return { ...pick(values, definition.inputs), ...pick(values, definition.outputs) };
}

function pick(values: Properties, fields: readonly Field[]): Record<string, unknown> {
  const picked: Record<string, unknown> = {};
  for (const { name } of fields) {
    const value = values[name];
    if (value !== undefined && value !== null) picked[name] = value;
  }
  return picked;
}
