import { resolveConnection } from "../../config/settings";
import { closestMatch } from "../../core/closest-match";
import type { Properties } from "../../core/definition";
import { SettingsError } from "../../core/errors";
import { fieldsOf } from "../../core/field";
import { hasUnknown } from "../../core/unknown";
import { packageName } from "../tokens";
import { withOwnSettings } from "./own-settings";
import { providerInputs } from "./provider-inputs";

const fields = fieldsOf(providerInputs);
const names = fields.map(({ name }) => name);

/** Settings whose value is a JSON document, which some languages send as an object. */
const documents: ReadonlySet<string> = new Set(["profiles", "organizationCredentials"]);

/** Inputs of every provider, which the engine itself uses. */
const engineInputs: ReadonlySet<string> = new Set(["version", "pluginDownloadURL", "pluginChecksums"]);

/** Names of the settings that are secret whether or not the user says so. */
export const secretSettings: readonly string[] = fields
  .filter(({ traits }) => traits.secret)
  .map(({ name }) => name);

/** The settings as text, as the other host reads them from the stack's config. Absent and unknown ones are left out. */
export function settingTexts(config: Properties): ReadonlyMap<string, string> {
  const texts = Object.entries(config).flatMap(([name, value]) => {
    const text = hasUnknown(value) ? undefined : toText(name, value);
    return text === undefined ? [] : [[name, text] as const];
  });
  return new Map(texts);
}

/** What is wrong with the settings, each as a sentence that names the setting, without its value. */
export function configProblems(config: Properties): readonly string[] {
  const given = Object.entries(config).filter(
    ([name, value]) => !engineInputs.has(name) && value !== undefined && value !== null,
  );
  const problems = given.flatMap(([name, value]) => problemOf(name, value) ?? []);
  if (problems.length > 0 || given.some(([, value]) => hasUnknown(value))) return problems;
  const texts = settingTexts(config);
  try {
    // Without the environment, whose settings are needed only where a request is made.
    resolveConnection({ config: (name) => texts.get(name), env: {} });
    return [];
  } catch (error) {
    if (error instanceof SettingsError) return [withOwnSettings(error.message)];
    throw error;
  }
}

function problemOf(name: string, value: unknown): string | undefined {
  const setting = `${packageName}:${name}`;
  if (!names.includes(name)) {
    const meant = closestMatch(name, names);
    const advice = meant === undefined ? `The settings are ${names.join(", ")}` : `Did you mean ${meant}?`;
    return `${setting}: there is no such setting. ${advice}`;
  }
  if (hasUnknown(value) || toText(name, value) !== undefined) return undefined;
  return `${setting}: it must be text, not ${Array.isArray(value) ? "a list" : "an object"}`;
}

/** Undefined for a value that has no text. */
function toText(name: string, value: unknown): string | undefined {
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return documents.has(name) && value !== null && typeof value === "object"
    ? JSON.stringify(value)
    : undefined;
}
