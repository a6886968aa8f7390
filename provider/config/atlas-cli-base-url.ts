/** The address that belongs to credentials of the Atlas CLI; its file and its variables use the same properties. */
import { SettingsError } from "../core/errors";
import { governmentOrigin } from "./origin";
import { type NamedValue, namedValue } from "./profile-source";

/** Reads the CLI's properties from its file or from variables. */
export interface CliProperties {
  get(property: string): string | undefined;
  /** The property's name as the user writes it. */
  displayName(property: string): string;
}

/**
 * The address in the properties; undefined for the commercial Atlas.
 *
 * @param addresses the properties with a complete address, in order of precedence; all precede `service`
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
