import type { AtlasContext } from "../atlas/context";
import {
  aliasOption,
  type Declaration,
  declaringResource,
  type ManagedObject,
} from "../core/declared-objects";
import type { Properties, ResourceDefinition } from "../core/definition";
import { parseId } from "../core/object-id";
import type { RunState } from "../core/run-state";

/** The documentation of renames and moves. */
const page = "docs/guides/renaming-and-moving.md";

/** True when the program declares all objects of a deleted resource elsewhere, so that nothing is removed; logs why. */
export function skipsDelete(
  definition: ResourceDefinition<AtlasContext>,
  context: AtlasContext,
  id: string,
  state: Properties,
): boolean {
  const { run } = context;
  const objects = definition.managedObjects({ ...state, ...parseId(definition, id) });
  // An object that is part of another one of this resource is deleted only together with it.
  const own = objects.filter(({ partOf }) => !objects.some(({ name }) => name === partOf));
  const kept = own.flatMap((object) => {
    const declaration = run.declared.get(object);
    return declaration === undefined ? [] : [{ object, declaration }];
  });
  if (own.length === 0 || kept.length < own.length) return false;
  const secrets = definition.outputs.filter(({ name, traits }) => traits.secret && name in state);
  const lost = secrets.map(({ name }) => name);
  for (const { object, declaration } of kept) {
    if (declaration.resource === definition.name) {
      context.warn(skippedDeleteWarning(definition.name, declaration, run, lost));
    } else context.info(skippedDeleteNote(definition.name, object, declaration));
  }
  return true;
}

/** The note about a delete that was skipped because a resource of another type declares the object. */
function skippedDeleteNote(resource: string, object: ManagedObject, declaration: Declaration): string {
  const declared = declaration.object.name === object.name ? "it" : declaration.object.name;
  return `${resource}: ${object.name}: nothing was removed in Atlas, since the program declares ${declared} as ${declaringResource(declaration)}`;
}

/** The warning about a delete that was skipped because the program declares the object elsewhere. */
function skippedDeleteWarning(
  resource: string,
  declaration: Declaration,
  run: RunState,
  /** Names of the secrets that only the deleted state contains. */
  secrets: readonly string[],
): string {
  const subject = `${resource}: ${declaration.object.name}: nothing was removed in Atlas`;
  const { urns } = declaration;
  const reason = `${subject}, since the program declares it as ${declaringResource(declaration)}`;
  if (urns.length > 0 && urns.every((urn) => run.wasInState(urn))) {
    return `${reason}. Only the second resource for it was removed from the state`;
  }
  const lost =
    secrets.length === 0 ? "" : `. ${secrets.join(", ")} is removed from the state with the deleted resource`;
  return (
    `${reason}${lost}. After --replace, no action is needed; if it is the deleted resource under another name or parent, ${aliasOption} ` +
    `in its options makes such a change a no-op (see ${page})`
  );
}
