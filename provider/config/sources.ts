/** Where settings come from: the stack's config and the environment. The only file that touches process.env. */
import { SettingsError } from "../core/errors";

/** Gives a value of the stack's config in the namespace `mongodbatlas`, by its key without the namespace. */
export type ConfigReader = (key: string) => string | undefined;

/** What settings are made from. */
export interface SettingsInput {
  /** Default: no stack config. */
  readonly config?: ConfigReader | undefined;
  /** Default: process.env. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
  /** Name of the credentials to use. Default: those without a name. */
  readonly profile?: string | undefined;
}

/** One place to look names up in. Values are trimmed; blank counts as unset. */
export interface ValueSource {
  readonly name: SourceName;
  get(name: string): string | undefined;
}

/** The Atlas CLI's configuration file counts for profiles alone. */
export type SourceName = "config" | "environment" | "Atlas CLI";

/** Config keys are named with their namespace in messages, as `pulumi config set` takes them. */
export const namespace = "mongodbatlas";

/** The stack's config, by key without namespace. */
export function configSource(input: SettingsInput): ValueSource {
  const read = input.config ?? (() => undefined);
  return { name: "config", get: (key) => trimmedValue(`${namespace}:${key}`, read(key)) };
}

/**
 * A JSON document in the stack's config; unlike other values it may have several lines.
 * @throws SettingsError that says `form`, never what is there
 */
export function configDocument(input: SettingsInput, key: string, form: string): unknown {
  const text = input.config?.(key)?.trim() ?? "";
  if (text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message quotes what it could not read.
    throw new SettingsError(`${namespace}:${key}: it is not JSON. ${form}`);
  }
}

/** The environment, by variable name. */
export function environmentSource(input: SettingsInput): ValueSource {
  const env = environmentOf(input);
  return { name: "environment", get: (name) => trimmedValue(name, env[name]) };
}

/** All variables, as they are. */
export function environmentOf(input: SettingsInput): NonNullable<SettingsInput["env"]> {
  return input.env ?? process.env;
}

/**
 * A value without the blanks around it; undefined for a blank one.
 * @throws SettingsError for a control character inside, such as a line break pasted along
 */
export function trimmedValue(name: string, raw: string | undefined): string | undefined {
  const value = raw?.trim() ?? "";
  if (value === "") return undefined;
  if (/\p{Cc}/u.test(value)) {
    throw new SettingsError(
      `${name}: its value has a control character inside, such as a line break or a tab. Set it again without`,
    );
  }
  return value;
}
