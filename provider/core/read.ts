import type { Properties, ResourceDefinition } from "./definition";
import { MissingError, ProviderError } from "./errors";
import type { Field } from "./field";
import { parseGivenId, parseId } from "./object-id";
import { pick, pickState, type StoredObject } from "./state-properties";

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
