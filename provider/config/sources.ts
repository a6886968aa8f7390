/** The sources of settings: the stack's config and the environment. The only file that reads process.env. */
import { SettingsError } from "../core/errors";

/** Returns a value of the stack's config in the namespace `mongodbatlas`, by its key without the namespace. */
export type ConfigReader = (key: string) => string | undefined;

/** The sources that settings are resolved from. */
export interface SettingsInput {
  /** Default: no stack config. */
  readonly config?: ConfigReader | undefined;
  /** Default: process.env. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
  /** Name of the credentials to use. Default: the default credentials. */
  readonly profile?: string | undefined;
}

/** Reads values by name. Values are trimmed; a blank value counts as unset. */
export interface ValueSource {
  readonly name: SourceName;
  get(name: string): string | undefined;
}

/** The Atlas CLI's configuration file is a source of profiles only. */
export type SourceName = "config" | "environment" | "Atlas CLI";

/** Namespace of the config keys, which messages include, as `pulumi config set` expects them. */
export const namespace = "mongodbatlas";

/** The stack's config, by key without namespace. */
export function configSource(input: SettingsInput): ValueSource {
  const read = input.config ?? (() => undefined);
  return { name: "config", get: (key) => trimmedValue(`${namespace}:${key}`, read(key)) };
}

/**
 * A JSON document in the stack's config; unlike other values, it may have several lines.
 * @throws SettingsError that contains `form`, never the value
 */
export function configDocument(input: SettingsInput, key: string, form: string): unknown {
  const text = input.config?.(key)?.trim() ?? "";
  if (text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    // The parser's message quotes the value, which may be secret.
    throw new SettingsError(`${namespace}:${key}: it is not JSON. ${form}`);
  }
}

/** The environment, by variable name. */
export function environmentSource(input: SettingsInput): ValueSource {
  const env = environmentOf(input);
  return { name: "environment", get: (name) => trimmedValue(name, env[name]) };
}

/** All variables, unchanged. */
export function environmentOf(input: SettingsInput): NonNullable<SettingsInput["env"]> {
  return input.env ?? process.env;
}

/**
 * A value without surrounding blanks; undefined for a blank value.
 * @throws SettingsError for a control character in the value, such as a copied line break
 */
export function trimmedValue(name: string, raw: string | undefined): string | undefined {
  const value = raw?.trim() ?? "";
  if (value === "") return undefined;
  if (/\p{Cc}/u.test(value)) {
    throw new SettingsError(
      `${name}: the value contains a control character, such as a line break or a tab. Set it again without it`,
    );
  }
  return value;
}
