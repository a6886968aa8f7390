/** The interface of the three sources of profiles. */

import type { CredentialSource } from "./credential-schemes";
import type { SourceName } from "./sources";

/** A source of profiles, read at each call. */
export interface ProfileSource {
  readonly source: SourceName;
  /** For messages, as in "searched …". */
  readonly description: string;
  /** The sorted names of its profiles; undefined when the source does not exist. @throws SettingsError when it cannot be read */
  names(): readonly string[] | undefined;
  /** One profile; undefined when this source does not have it. @throws SettingsError when it cannot be read */
  profile(name: string): ProfileEntry | undefined;
}

/** A setting of a profile other than its credentials, with its name for messages. */
export interface NamedValue {
  readonly name: string;
  readonly value: string;
}

/** A named value; undefined when there is no value. */
export function namedValue(name: string, text: string | undefined): NamedValue | undefined {
  return text === undefined ? undefined : { name, value: text };
}

/** One profile of a source. */
export interface ProfileEntry extends CredentialSource {
  /** The profile's own address. */
  readonly baseUrl: NamedValue | undefined;
  /** The profile's own API. */
  readonly api: NamedValue | undefined;
  /** Why the profile may have no credentials, when the user cannot see it. */
  readonly hint?: string;
}

/** A JSON object or a table of TOML. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date);
}
