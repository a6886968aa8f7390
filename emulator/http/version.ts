import type { Settings } from "../types/settings";
import { atlasError } from "./atlas-error";

const dated = /^application\/vnd\.atlas\.(\d{4}-\d{2}-\d{2})\+json$/;
const preview = "application/vnd.atlas.preview+json";

/** The versions of an operation. */
export interface Versions {
  /** The newest dated version of the operation; most have no other. */
  readonly version: string;
  /** An older version, and the headers that announce its end. */
  readonly older?:
    | { readonly version: string; readonly headers: Readonly<Record<string, string>> }
    | undefined;
  /** The day on which the operation's preview version ended. */
  readonly previewEnded?: string | undefined;
}

/**
 * Finds the version that an Accept header asks for: the newest one that is not newer than the header's date (documented).
 * @returns the media type of the response
 * @throws AtlasError 406 or 410
 */
export function negotiate(accept: string | undefined, versions: Versions, settings: Settings): string {
  const { older } = versions;
  const types = (accept ?? "").split(",").map((part) => part.split(";")[0]?.trim().toLowerCase() ?? "");
  const dates = types.flatMap((type) => dated.exec(type)?.[1] ?? []).filter(isCalendarDate);
  const offered = older === undefined ? [versions.version] : [versions.version, older.version];
  const found = offered.find((version) => dates.some((date) => date >= version));
  if (found !== undefined) return mediaTypeOf(found);
  if (versions.previewEnded !== undefined && types.includes(preview)) throw atlasError("VERSION_GONE");
  const namesAVersion = types.some((type) => type.startsWith("application/vnd."));
  if (settings.missingVersion === "newest" && !namesAVersion) return mediaTypeOf(versions.version);
  throw atlasError("INVALID_VERSION_DATE");
}

/** The headers that announce the end of an older version. */
export function deprecationHeaders(
  { older }: Versions,
  type: string | undefined,
): Readonly<Record<string, string>> {
  return older !== undefined && type === mediaTypeOf(older.version) ? older.headers : {};
}

function mediaTypeOf(version: string): string {
  return `application/vnd.atlas.${version}+json;charset=utf-8`;
}

/** A version is the date of a day that exists and is not in the future. */
function isCalendarDate(text: string): boolean {
  const ms = Date.parse(`${text}T00:00:00Z`);
  return (
    !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text) && ms <= Date.now() + 24 * 3600 * 1000
  );
}
