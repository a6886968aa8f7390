import { deepEqual } from "../../core/deep-equal";
import type { Properties } from "../../core/definition";

/** A setting of an organization. */
export interface Setting {
  /** Its name in Atlas's bodies; a setting inside an object by its path: `customSessionTimeouts.idleSessionTimeoutInSeconds`. */
  readonly path: string;
  /** What a request sends so that the setting has no value. Absent: it always has one. */
  readonly clearedBy?: null | "";
}

/** In place of a value: the setting has no value. */
export const CLEARED: unique symbol = Symbol("cleared");

/** Settings by path, each with its value or CLEARED. */
export type SettingValues = ReadonlyMap<string, unknown>;

/** The settings in inputs or in a state: values, and CLEARED for the names in `unset`. */
export function valuesOf(settings: readonly Setting[], { unset, ...given }: Properties): SettingValues {
  const names = namesIn(unset);
  const values = new Map<string, unknown>();
  for (const { path } of settings) {
    const value = valueAt(given, path);
    if (value !== undefined && value !== null) values.set(path, value);
    else if (names.some((name) => covers(name, path))) values.set(path, CLEARED);
  }
  return values;
}

/** The settings in a response of Atlas. A setting that the response does not have, and that cannot be cleared, is left out. */
export function liveValues(settings: readonly Setting[], response: Properties): SettingValues {
  const values = new Map<string, unknown>();
  for (const { path, clearedBy } of settings) {
    const value = valueAt(response, path);
    const isSet = value !== undefined && value !== null && value !== "";
    if (isSet) values.set(path, value);
    else if (clearedBy !== undefined) values.set(path, CLEARED);
  }
  return values;
}

/** The settings whose names are in `others`. */
export function restricted(values: SettingValues, others: SettingValues): SettingValues {
  return new Map([...values].filter(([path]) => others.has(path)));
}

/**
 * The wanted settings that differ from the live ones, or from the state: the Atlas API is eventually consistent, so a read may
 * still return an earlier value.
 */
export function differing(
  wanted: SettingValues,
  live: SettingValues,
  stored: SettingValues = new Map(),
): SettingValues {
  const isStoredOtherwise = (path: string, value: unknown) =>
    stored.has(path) && !deepEqual(value, stored.get(path));
  return new Map(
    [...wanted].filter(
      ([path, value]) => !deepEqual(value, live.get(path)) || isStoredOtherwise(path, value),
    ),
  );
}

/**
 * Body of an update: the changed settings. An object with a changed part is sent with its other parts unchanged, so that Atlas
 * does not reset them.
 */
export function toBody(
  settings: readonly Setting[],
  changes: SettingValues,
  live: SettingValues,
): Record<string, unknown> {
  const parents = new Set([...changes.keys()].flatMap((path) => parentOf(path) ?? []));
  const body: Record<string, unknown> = {};
  for (const { path, clearedBy } of settings) {
    const isSent = changes.has(path) || parents.has(parentOf(path) ?? "");
    const value = changes.has(path) ? changes.get(path) : live.get(path);
    if (!isSent || value === undefined) continue;
    if (value !== CLEARED) putAt(body, path, value);
    else if (changes.has(path)) putAt(body, path, clearedBy);
  }
  return body;
}

/**
 * The settings in the form of inputs: values, and `unset` with the names of those that have none.
 *
 * @param unset names as the program wrote them; kept while they are correct
 */
export function toProperties(values: SettingValues, unset: unknown = undefined): Properties {
  const properties: Record<string, unknown> = {};
  const cleared = [...values.keys()].filter((path) => values.get(path) === CLEARED);
  for (const [path, value] of values) if (value !== CLEARED) putAt(properties, path, value);
  const kept = namesIn(unset).filter((name) => {
    const covered = [...values.keys()].filter((path) => covers(name, path));
    return covered.length > 0 && covered.every((path) => cleared.includes(path));
  });
  const others = cleared.filter((path) => !kept.some((name) => covers(name, path)));
  const names = [...new Set([...kept, ...others])].sort();
  const isEmptyList = Array.isArray(unset) && unset.length === 0;
  return names.length > 0 || isEmptyList ? { ...properties, unset: names } : properties;
}

/** True when the name is the setting's own, or that of the object that contains it. */
export function covers(name: string, path: string): boolean {
  return path === name || path.startsWith(`${name}.`);
}

/** Name of the object that contains a setting. */
export function parentOf(path: string): string | undefined {
  const end = path.lastIndexOf(".");
  return end < 0 ? undefined : path.slice(0, end);
}

function namesIn(unset: unknown): readonly string[] {
  return Array.isArray(unset) ? unset.filter((name) => typeof name === "string") : [];
}

function valueAt(values: unknown, path: string): unknown {
  return path.split(".").reduce<unknown>((at, name) => {
    const isObject = typeof at === "object" && at !== null && Object.hasOwn(at, name);
    return isObject ? (at as Properties)[name] : undefined;
  }, values);
}

function putAt(values: Record<string, unknown>, path: string, value: unknown): void {
  const parent = parentOf(path);
  if (parent === undefined) {
    values[path] = value;
    return;
  }
  const name = path.slice(parent.length + 1);
  values[parent] = { ...(values[parent] as Properties | undefined), [name]: value };
}
