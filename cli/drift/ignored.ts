import type { ManagedResource } from "../pulumi/managed-resources";
import type { Change } from "./report";

/**
 * Marks a change that the option `ignoreChanges` covers, as the last `up` stored it. `pulumi up --refresh` then writes
 * Atlas's value into the state and does not change Atlas.
 */
export function markIgnored(change: Change, { ignoreChanges }: ManagedResource): Change {
  const property = propertyOf(change);
  return ignoreChanges.some((path) => coversProperty(path, property)) ? { ...change, ignored: true } : change;
}

/** Adds the ignored properties to the description of a repair. A path such as `roles[0]` covers a part of a property. */
export function excludeIgnored(
  repair: string,
  { ignoreChanges }: ManagedResource,
  changes: readonly Change[],
): string {
  const properties = changes.map(propertyOf);
  const paths = ignoreChanges.filter((path) =>
    properties.some((property) => coversProperty(path, property) || coversPart(path, property)),
  );
  return paths.length === 0 ? repair : `${repair}, except ${paths.join(", ")}: ignored by the program`;
}

function propertyOf(change: Change): string {
  return change.kind === "roles" ? "roles" : change.property;
}

function coversProperty(path: string, property: string): boolean {
  return path === "*" || path === property || path === `["${property}"]`;
}

function coversPart(path: string, property: string): boolean {
  return [property, `["${property}"]`].some(
    (start) => path.startsWith(`${start}[`) || path.startsWith(`${start}.`),
  );
}
