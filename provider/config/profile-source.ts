/** What the three sources of profiles have in common. */

import type { CredentialSource } from "./credential-schemes";
import type { SourceName } from "./sources";

/** A source of profiles, read anew at each call. */
export interface ProfileSource {
  readonly source: SourceName;
  /** As in "looked in …". */
  readonly description: string;
  /** The names it has, sorted; undefined when the source itself is not there. @throws SettingsError when it cannot be read */
  names(): readonly string[] | undefined;
  /** One of them; undefined when there is nothing of it here. @throws SettingsError when it cannot be read */
  profile(name: string): ProfileEntry | undefined;
}

/** Something that a profile says beside its credentials, under the name that its user wrote. */
export interface NamedValue {
  readonly name: string;
  readonly value: string;
}

/** The text under a name; undefined where there is none. */
export function namedValue(name: string, text: string | undefined): NamedValue | undefined {
  return text === undefined ? undefined : { name, value: text };
}

/** The place of one profile. */
export interface ProfileEntry extends CredentialSource {
  /** The address that the profile itself names. */
  readonly baseUrl: NamedValue | undefined;
  /** The API that it names. */
  readonly api: NamedValue | undefined;
  /** Why there may be no credentials here, where that is not for the user to know. */
  readonly hint?: string;
}

/** A JSON object or a table of TOML. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date);
}
