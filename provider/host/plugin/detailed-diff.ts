import { deepEqual } from "../../core/deep-equal";
import type { ResourceDefinition } from "../../core/definition";
import type { FieldChange } from "../../core/diff";
import { hasUnknown } from "../../core/unknown";

/** How a value differs. */
export type DiffKind = "add" | "delete" | "update";

/** One value that differs, by its path: `roles[0]`, `projectRoles["5f…"][1]`. */
export interface ValueDiff {
  readonly path: string;
  readonly kind: DiffKind;
  readonly replaces: boolean;
}

/** The values that differ, inside lists and objects. A secret is one value. */
export function detailedDiff(
  definition: Pick<ResourceDefinition<never>, "inputs">,
  changes: readonly FieldChange[],
  state: Readonly<Record<string, unknown>>,
  inputs: Readonly<Record<string, unknown>>,
): readonly ValueDiff[] {
  return changes.flatMap((change) => {
    const traits = definition.inputs.find(({ name }) => name === change.field)?.traits;
    const replaces = change.effect === "replace";
    const isSecret = traits?.secret === true;
    const from = isSecret ? state[change.field] : change.from;
    const to = isSecret ? inputs[change.field] : change.to;
    const isWhole = isSecret || replaces;
    const found = isWhole ? [[change.field, kindOf(from, to)] as const] : differences(change.field, from, to);
    return found.map(([path, kind]) => ({ path, kind, replaces }));
  });
}

type Difference = readonly [path: string, kind: DiffKind];

function differences(path: string, from: unknown, to: unknown): readonly Difference[] {
  if (!hasUnknown(to) && deepEqual(from, to)) return [];
  if (Array.isArray(from) && Array.isArray(to)) {
    return isSet(from) && isSet(to) ? setDifferences(path, from, to) : listDifferences(path, from, to);
  }
  if (isObject(from) && isObject(to)) {
    const names = [...new Set([...Object.keys(from), ...Object.keys(to)])];
    return names.flatMap((name) => differences(memberPath(path, name), from[name], to[name]));
  }
  return [[path, kindOf(from, to)]];
}

function listDifferences(
  path: string,
  from: readonly unknown[],
  to: readonly unknown[],
): readonly Difference[] {
  const length = Math.max(from.length, to.length);
  return Array.from({ length }, (_, at) => at).flatMap((at) =>
    differences(`${path}[${at}]`, from[at], to[at]),
  );
}

/** True for a list as sets are stored: texts in order, each once. */
function isSet(list: readonly unknown[]): list is readonly string[] {
  return list.every((element, at) => {
    const before = list[at - 1];
    return typeof element === "string" && (at === 0 || (typeof before === "string" && before < element));
  });
}

/** Elements that one of the two sets lacks. The index is that in the set which has the element. */
function setDifferences(path: string, from: readonly string[], to: readonly string[]): readonly Difference[] {
  const removed = from.flatMap((element, at) => (to.includes(element) ? [] : [at]));
  const added = to.flatMap((element, at) => (from.includes(element) ? [] : [at]));
  const all = [...new Set([...removed, ...added])].sort((one, other) => one - other);
  return all.map((at) => {
    const kind = !removed.includes(at) ? "add" : added.includes(at) ? "update" : "delete";
    return [`${path}[${at}]`, kind];
  });
}

function kindOf(from: unknown, to: unknown): DiffKind {
  if (from === undefined || from === null) return "add";
  return to === undefined || to === null ? "delete" : "update";
}

function memberPath(path: string, name: string): string {
  return /^[a-zA-Z_$][\w$]*$/.test(name) ? `${path}.${name}` : `${path}[${JSON.stringify(name)}]`;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}
