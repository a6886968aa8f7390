import type { AtlasContext } from "../../provider/atlas/context";
import type { Properties, ResourceDefinition } from "../../provider/core/definition";
import { problemText } from "../../provider/core/errors";
import { checkInputs } from "../../provider/core/inputs";

/** Why the resource's check would reject these inputs; undefined if it would not. */
export function inputProblem(
  definition: ResourceDefinition<AtlasContext>,
  inputs: Properties,
): string | undefined {
  const { problems } = checkInputs(definition, inputs);
  return problems.length === 0 ? undefined : problems.map(problemText).join("; ");
}
