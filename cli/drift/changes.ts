import type { AtlasContext } from "../../provider/atlas/context";
import { deepEqual } from "../../provider/core/deep-equal";
import type { Properties, ResourceDefinition } from "../../provider/core/definition";
import { diffInputs, type FieldChange } from "../../provider/core/diff";
import { hasUnknown } from "../../provider/core/unknown";
import type { Change, Scope } from "./change";
import type { NameLookup } from "./name-lookup";
import { projectRolesChanges, projectRolesInput } from "./project-roles";
import { rolesChange } from "./role-changes";
import { difference, hasSecret, isStringArray, knownAfterUp } from "./values";

/** The differences between two sets of inputs of one resource. */
export function changesBetween(
  definition: ResourceDefinition<AtlasContext>,
  from: Properties,
  to: Properties,
  scope: Scope,
  names: NameLookup,
): readonly Change[] {
  const hidden = definition.inputs.filter(({ name }) => hasSecret(from[name]) || hasSecret(to[name]));
  const secrets = new Set(hidden.map(({ name }) => name));
  const visible = diffInputs(definition, omit(from, secrets), omit(to, secrets));
  // Encrypted values cannot be compared here. The engine reported a change, and no other property explains it.
  const secret = visible.length === 0 ? [...secrets] : [];
  return [
    ...visible.flatMap((change) => changesOf(change, scope, names)),
    ...secret.map((property): Change => ({ kind: "value", property })),
  ];
}

function changesOf(change: FieldChange, scope: Scope, names: NameLookup): readonly Change[] {
  const inProjects =
    change.field === projectRolesInput ? projectRolesChanges(change.from, change.to, names) : undefined;
  return inProjects ?? partsOf(change).map((part) => changeOf(part, scope));
}

/** Of an object that is there before and after, the properties that differ, each by its path. */
function partsOf(change: FieldChange): readonly FieldChange[] {
  const { field, from, to } = change;
  if (!isObject(from) || !isObject(to)) return [change];
  const names = [...new Set([...Object.keys(from), ...Object.keys(to)])];
  return names
    .filter((name) => !deepEqual(from[name], to[name]))
    .flatMap((name) => partsOf({ ...change, field: `${field}.${name}`, from: from[name], to: to[name] }));
}

function isObject(value: unknown): value is Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function changeOf({ field, from, to }: FieldChange, scope: Scope): Change {
  if (isStringArray(from) && isStringArray(to)) {
    const [added, removed] = [difference(to, from), difference(from, to)];
    if (field === "roles") return rolesChange(scope, added, removed);
    return { kind: "entries", property: field, added, removed, ...(to.length === 0 && { leavesNone: true }) };
  }
  return { kind: "value", property: field, ...valuePart("from", from), ...valuePart("to", to) };
}

function valuePart(name: "from" | "to", value: unknown): { readonly from?: string; readonly to?: string } {
  if (value === undefined) return {};
  if (hasUnknown(value)) return { [name]: knownAfterUp };
  return { [name]: typeof value === "string" ? value : JSON.stringify(value) };
}

function omit(values: Properties, names: ReadonlySet<string>): Properties {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !names.has(name)));
}
