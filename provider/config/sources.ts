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
export interface Source {
  readonly name: "config" | "environment";
  get(name: string): string | undefined;
}

/** Config keys are named with their namespace in messages, as `pulumi config set` takes them. */
export const namespace = "mongodbatlas";

/** The stack's config, by key without namespace. */
export function configSource(input: SettingsInput): Source {
  const read = input.config ?? (() => undefined);
  return { name: "config", get: (key) => clean(`${namespace}:${key}`, read(key)) };
}

/** The environment, by variable name. */
export function environmentSource(input: SettingsInput): Source {
  const env = input.env ?? process.env;
  return { name: "environment", get: (name) => clean(name, env[name]) };
}

/** @throws SettingsError for a control character inside, such as a line break pasted along */
function clean(name: string, raw: string | undefined): string | undefined {
  const value = raw?.trim() ?? "";
  if (value === "") return undefined;
  if (/\p{Cc}/u.test(value)) {
    throw new SettingsError(
      `${name}: its value has a control character inside, such as a line break or a tab. Set it again without`,
    );
  }
  return value;
}
