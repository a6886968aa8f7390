import { AtlasApiError } from "../atlas/errors";
import { closestMatch } from "../core/closest-match";
import { AmbiguousError, MissingError } from "../core/errors";

/** More than these are counted, not named. */
const maxListed = 10;

/** How to speak of what is looked for. */
export interface MatchSubject<Item> {
  /** The function and what it was asked: `getProject "shop"`. */
  readonly subject: string;
  /** What it looks for: `project`, of which several are `projects`. */
  readonly noun: string;
  /** A candidate by id and name. */
  readonly describe: (item: Item) => string;
  /** What tells one candidate from another: `apiKeyId or publicKey`. */
  readonly narrowBy: string;
  /** What to do when there is none; begins with a capital. */
  readonly whenMissing: string;
}

/** The only candidate. @throws MissingError without one @throws AmbiguousError that names them when there are several */
export function onlyMatch<Item>(candidates: readonly Item[], search: MatchSubject<Item>): Item {
  const [first, ...others] = candidates;
  if (first === undefined) {
    throw new MissingError(`${search.subject}: there is no such ${search.noun}. ${search.whenMissing}`);
  }
  if (others.length === 0) return first;
  const named = candidates.slice(0, maxListed).map(search.describe);
  const rest = candidates.length - named.length;
  throw new AmbiguousError(
    `${search.subject}: ${candidates.length} ${search.noun}s fit: ${named.join("; ")}${
      rest > 0 ? `; and ${rest} more` : ""
    }. Name one by ${search.narrowBy}`,
  );
}

/** Advice for a name that nothing has: the nearest one that something has, if there is one. */
export function didYouMean(name: string, names: readonly string[]): string {
  const meant = closestMatch(name, [...new Set(names)]);
  return meant === undefined ? "" : `Did you mean ${JSON.stringify(meant)}? `;
}

/** Runs a read of one object; its absence, however Atlas says it, becomes a MissingError. */
export async function orMissingError<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    const missing = error instanceof AtlasApiError && ["gone", "container-missing"].includes(error.kind);
    throw missing ? new MissingError(error.message, { cause: error }) : error;
  }
}
