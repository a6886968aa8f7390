import type { Properties, ResourceDefinition } from "./definition";
import { deepEqual, diffInputs, type FieldChange } from "./diff";
import { InvalidInputsError, MissingError, ProviderError, RefusedError } from "./errors";
import type { Field } from "./field";
import { checkInputs } from "./inputs";
import { hasUnknown } from "./unknown";

/** What a preview says of a resource. */
export interface ResourceDiff {
  readonly changes: readonly FieldChange[];
  /** Names of the inputs that ask for a new object. */
  readonly replaces: readonly string[];
  /** What the user should know of changes that are stored and nothing else. */
  readonly warnings: readonly string[];
}

/** An object and its state. */
export interface StoredObject {
  readonly id: string;
  readonly state: Properties;
}

/**
 * What differs, without a request. Throws RefusedError for a change that must be named first; `guard: false`
 * leaves that out, for the comparison that follows a refresh and changes nothing.
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
      (change) =>
        `${change.field} was used at creation only: the new value is stored, and nothing is sent to Atlas`,
    );
  return { changes, replaces, warnings: notes };
}

/** True when the program names something to take over that it did not name when the object was created. */
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

/** Makes the object. The state is what the program said and what Atlas answered. */
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
 * The object as it is now, or undefined when it is gone. Flags and once-only values come from the old state,
 * since Atlas does not know them.
 */
export async function read<C>(
  definition: ResourceDefinition<C>,
  context: C,
  id: string,
  state: Properties,
): Promise<(StoredObject & { inputs: Properties }) | undefined> {
  const live = await readLive(definition, context, id, state);
  if (live === undefined) return undefined;
  const kept = pick(state, [
    ...definition.inputs.filter(
      ({ traits }) => traits.providerOnly || traits.localOnly || traits.createOnly || traits.ignoreChanges,
    ),
    ...definition.outputs.filter((field) => field.traits.createOnlyOutput),
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

/** False where the state says nothing but the credentials to read with: then the object is only looked at. */
export function isManaged<C>(definition: ResourceDefinition<C>, state: Properties): boolean {
  return definition.inputs.some((field) => !field.traits.selectsProfile && state[field.name] !== undefined);
}

/** What Atlas says of it. Nothing in the state means that somebody reads what this stack does not manage. */
async function readLive<C>(
  definition: ResourceDefinition<C>,
  context: C,
  id: string,
  state: Properties,
): Promise<Properties | undefined> {
  const known = isManaged(definition, state);
  const parts = known ? parseId(definition, id) : parseGivenId(definition, id);
  const absence = missingReason(definition, id, known);
  try {
    const live = await definition.read(context, parts, state);
    if (live === undefined && absence !== undefined) throw new MissingError(absence);
    return live;
  } catch (error) {
    if (!definition.errorWhenMissing || !(error instanceof ProviderError) || !error.isMissing) throw error;
    throw new MissingError(`${error.message}. ${stateDeleteHint}`, { cause: error });
  }
}

/** The command that takes a resource out of the state without touching Atlas. */
const stateDeleteHint =
  "If it is gone for good, take it out of the state with `pulumi state delete URN` (`pulumi stack --show-urns` lists the URNs)";

/** Why the absence of the object is an error; undefined when it simply means gone. */
function missingReason<C>(definition: ResourceDefinition<C>, id: string, known: boolean): string | undefined {
  if (!known) return `Read ${definition.name} ${id}: there is no such object. Check the id`;
  return definition.errorWhenMissing
    ? `Read ${definition.name} ${id}: it does not exist any more. ${stateDeleteHint}`
    : undefined;
}

/** What the program says of an object that exists: its inputs, and of the state the outputs alone, since an input may have been left out. */
export function declaredValues<C>(
  definition: ResourceDefinition<C>,
  state: Properties,
  inputs: Properties,
): Properties {
  return { ...pick(state, definition.outputs), ...inputs };
}

/**
 * Brings the object to the inputs and returns its state. Calls the resource only when something besides flags
 * differs. Outputs that an interrupted create could not store are read and filled in.
 */
export async function update<C>(
  definition: ResourceDefinition<C>,
  context: C,
  id: string,
  state: Properties,
  given: Properties,
): Promise<Properties> {
  const inputs = validInputs(definition, given);
  const changes = diffInputs(definition, state, inputs);
  const parts = parseId(definition, id);
  if (definition.preventReplacement)
    assertNotReplaced(
      definition,
      changes.filter((change) => change.effect === "replace"),
    );
  assertAllowed(definition, context, { action: "update", state, inputs, changes });
  const changed = new Set(changes.filter((change) => change.effect !== "none").map((change) => change.field));
  const updated =
    changed.size > 0 ? await definition.update(context, parts, { inputs, state, changed }) : undefined;
  const outputs = pick(state, definition.outputs);
  const incomplete = definition.outputs.some(
    (field) => field.required && !field.traits.createOnlyOutput && !(field.name in outputs),
  );
  const live = incomplete
    ? pick((await definition.read(context, parts, state)) ?? {}, definition.outputs)
    : {};
  return pickState(definition, { ...live, ...outputs, ...(updated ?? {}), ...inputs });
}

/** Removes the object. Throws RefusedError before any request when that must be named first. */
export async function remove<C>(
  definition: ResourceDefinition<C>,
  context: C,
  id: string,
  state: Properties,
): Promise<void> {
  assertAllowed(definition, context, { action: "delete", state, changes: [] });
  await definition.delete(context, parseId(definition, id), state);
}

/** What is not known yet may turn out to be the same; the update will tell. */
function assertNotReplaced<C>(definition: ResourceDefinition<C>, replacing: readonly FieldChange[]): void {
  const change = replacing.find(({ to }) => !hasUnknown(to));
  if (change === undefined) return;
  const { field, from, to } = change;
  throw new RefusedError(
    `${definition.name}: its ${field} is ${String(from)}, and the program says ${String(to)}. It is never replaced: ` +
      `give ${String(from)}, or take it out of the state first (\`pulumi state delete URN\`) to manage the other one`,
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

/** The inputs in canonical form. An engine checks first; somebody who holds the provider may not. */
function validInputs<C>(definition: ResourceDefinition<C>, given: Properties): Properties {
  const { inputs, problems } = checkInputs(definition, given);
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

/** The parts of an id that a program wrote, each checked as the field of its name. */
function parseGivenId<C>(definition: ResourceDefinition<C>, id: string): Readonly<Record<string, string>> {
  const parts = parseId(definition, id);
  const all = [...definition.inputs, ...definition.outputs];
  const fields = definition.identity.parts.flatMap((part) => all.find(({ name }) => name === part) ?? []);
  const { problems } = checkInputs({ name: "id", inputs: fields, validate: () => [] }, parts);
  if (problems.length > 0) throw new InvalidInputsError(`Read ${definition.name} ${id}`, problems);
  return parts;
}

/** Only what the resource's table lists, in its order. */
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
