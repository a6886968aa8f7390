import type { SettingsArea } from "./area";
import { CLEARED, type SettingValues } from "./values";

/** The settings of an organization, for messages. */
export const subjectOf = ({ resource }: SettingsArea, orgId: string) =>
  `${resource} of organization ${orgId}`;

/** The names of settings. */
export function named(values: SettingValues): string {
  return values.size === 0 ? "the settings" : [...values.keys()].join(", ");
}

/** The changes with their old and new values. */
export function describeChanges(changes: SettingValues, live: SettingValues): string {
  const text = (value: unknown) =>
    value === CLEARED || value === undefined ? "no value" : JSON.stringify(value);
  return [...changes]
    .map(([path, value]) => `${path} from ${text(live.get(path))} to ${text(value)}`)
    .join(", ");
}
