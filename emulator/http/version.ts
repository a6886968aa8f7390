import { problem } from "./atlas-error";
import type { Settings } from "../types/settings";

const dated = /^application\/vnd\.atlas\.(\d{4}-\d{2}-\d{2})\+json$/;
const preview = "application/vnd.atlas.preview+json";

/** What an operation exists as. */
export interface Versions {
  /** The newest dated version of the operation, for most the only one. */
  readonly version: string;
  /** An older one, and the headers that say when it ends. */
  readonly older?:
    | { readonly version: string; readonly headers: Readonly<Record<string, string>> }
    | undefined;
  /** The day its preview ended, for operations that once had one. */
  readonly previewEnded?: string | undefined;
}

/**
 * Finds the version that an Accept header asks for: a date that is not older than the operation's version, though it
 * may be newer (documented). @returns the media type of the answer. @throws AtlasProblem 406 or 410.
 */
export function negotiate(accept: string | undefined, versions: Versions, settings: Settings): string {
  const { older } = versions;
  const types = (accept ?? "").split(",").map((part) => part.split(";")[0]?.trim().toLowerCase() ?? "");
  const answer = typeOf(versions.version);
  const dates = types.flatMap((type) => dated.exec(type)?.[1] ?? []).filter(isCalendarDate);
  const offered = older === undefined ? [versions.version] : [versions.version, older.version];
  const found = offered.find((version) => dates.some((date) => date >= version));
  if (found !== undefined) return typeOf(found);
  if (versions.previewEnded !== undefined && types.includes(preview)) throw problem("VERSION_GONE");
  const namesAVersion = types.some((type) => type.startsWith("application/vnd."));
  if (settings.missingVersion === "newest" && !namesAVersion) return answer;
  throw problem("INVALID_VERSION_DATE");
}

/** What an answer in an older version says of its end. */
export function endingHeaders(
  { older }: Versions,
  type: string | undefined,
): Readonly<Record<string, string>> {
  return older !== undefined && type === typeOf(older.version) ? older.headers : {};
}

function typeOf(version: string): string {
  return `application/vnd.atlas.${version}+json;charset=utf-8`;
}

/** A version is a day of the calendar that has come: one that no calendar has, or of the future, does not exist. */
function isCalendarDate(text: string): boolean {
  const ms = Date.parse(`${text}T00:00:00Z`);
  return (
    !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text) && ms <= Date.now() + 24 * 3600 * 1000
  );
}
