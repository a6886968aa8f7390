import type { ManagedResource } from "../pulumi/managed-resources";
import type { Change } from "./change";
import { projectRolesInput } from "./project-roles";

/**
 * Marks a change that the option `ignoreChanges` covers, as the last `up` stored it. `pulumi up --refresh` then writes
 * Atlas's value into the state and does not change Atlas.
 */
export function markIgnored(change: Change, { definition, ignoreChanges }: ManagedResource): Change {
  const properties = propertiesOf(change, definition);
  const isCovered = ignoreChanges.some((path) => properties.some((each) => coversProperty(path, each)));
  return isCovered ? { ...change, ignored: true } : change;
}

/** Adds the ignored properties to the description of a repair. A path such as `roles[0]` covers a part of a property. */
export function excludeIgnored(
  repair: string,
  { definition, ignoreChanges }: ManagedResource,
  changes: readonly Change[],
): string {
  const properties = changes.flatMap((change) => propertiesOf(change, definition));
  const paths = ignoreChanges.filter((path) =>
    properties.some((property) => coversProperty(path, property) || coversPart(path, property)),
  );
  return paths.length === 0 ? repair : `${repair}, except ${paths.join(", ")}: ignored by the program`;
}

/** Paths that contain the change: the property, the objects that it is in, and of a key's roles in projects the part for that project. */
function propertiesOf(change: Change, { inputs }: ManagedResource["definition"]): readonly string[] {
  if (change.kind !== "roles") return withParents(change.property);
  const { kind, id } = change.scope;
  const isPart = kind === "project" && inputs.some(({ name }) => name === projectRolesInput);
  if (!isPart) return ["roles"];
  return [projectRolesInput, `${projectRolesInput}.${id}`, `${projectRolesInput}["${id}"]`];
}

/** A property inside of an object, and the objects that it is in. */
function withParents(property: string): readonly string[] {
  const names = property.split(".");
  return names.map((_, at) => names.slice(0, at + 1).join("."));
}

function coversProperty(path: string, property: string): boolean {
  return path === "*" || path === property || path === `["${property}"]`;
}

function coversPart(path: string, property: string): boolean {
  return [property, `["${property}"]`].some(
    (start) => path.startsWith(`${start}[`) || path.startsWith(`${start}.`),
  );
}
