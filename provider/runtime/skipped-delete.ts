import {
  aliasOption,
  type Declaration,
  declaringResource,
  type ManagedObject,
} from "../core/declared-objects";
import type { RunState } from "../core/run-state";

/** The documentation of renames and moves. */
const page = "docs/guides/renaming-and-moving.md";

/** The note about a delete that was skipped because a resource of another type declares the object. */
export function skippedDeleteNote(resource: string, object: ManagedObject, declaration: Declaration): string {
  const declared = declaration.object.name === object.name ? "it" : declaration.object.name;
  return `${resource}: ${object.name}: nothing was removed in Atlas, since the program declares ${declared} as ${declaringResource(declaration)}`;
}

/** The warning about a delete that was skipped because the program declares the object elsewhere. */
export function skippedDeleteWarning(
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
