import type { ResourceDefinition } from "./definition";
import { InvalidInputsError } from "./errors";
import { checkInputs } from "./inputs";

/** The parts of an id. @throws InvalidInputsError for one of another form */
export function parseId<C>(definition: ResourceDefinition<C>, id: string): Readonly<Record<string, string>> {
  try {
    return definition.identity.parse(id);
  } catch (cause) {
    throw new InvalidInputsError(definition.name, [{ field: "id", reason: (cause as Error).message }]);
  }
}

/** The parts of an id that a program gave, each validated as the field of the same name. */
export function parseGivenId<C>(
  definition: ResourceDefinition<C>,
  id: string,
): Readonly<Record<string, string>> {
  const parts = parseId(definition, id);
  const all = [...definition.inputs, ...definition.outputs];
  const fields = definition.identity.parts.flatMap((part) => all.find(({ name }) => name === part) ?? []);
  const { problems } = checkInputs({ name: "id", inputs: fields, validate: () => [] }, parts);
  if (problems.length > 0) throw new InvalidInputsError(`Read ${definition.name} ${id}`, problems);
  return parts;
}
