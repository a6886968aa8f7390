/** The address that belongs to credentials of the Atlas CLI: its configuration file and its variables name it alike. */
import { SettingsError } from "../core/errors";
import { governmentOrigin } from "./origin";
import { type NamedValue, namedValue } from "./profile-source";

/** One place in which the CLI's properties are looked up. */
export interface CliProperties {
  get(property: string): string | undefined;
  /** The property as the user writes it. */
  displayName(property: string): string;
}

/**
 * The address that the properties name; undefined for the commercial Atlas.
 *
 * @param addresses the properties that hold a whole address, in the order in which they count, before `service`
 * @throws SettingsError for a service that is not Atlas
 */
export function cliBaseUrl(
  { get, displayName }: CliProperties,
  addresses: readonly string[],
): NamedValue | undefined {
  const service = get("service") ?? "cloud";
  if (service !== "cloud" && service !== "cloudgov")
    throw new SettingsError(`${displayName("service")} is neither cloud nor cloudgov, so it is not Atlas`);
  for (const property of addresses) {
    const named = namedValue(displayName(property), get(property));
    if (named !== undefined) return named;
  }
  return service === "cloudgov" ? namedValue(displayName("service"), governmentOrigin) : undefined;
}
