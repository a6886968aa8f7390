import { AtlasApiError } from "../atlas/errors";
import { closestMatch } from "../core/closest-match";
import { AmbiguousError, MissingError } from "../core/errors";

/** How many matches an error lists; the rest is counted. */
const maxListed = 10;

/** The texts of a look-up for its errors. */
export interface MatchSubject<Item> {
  /** The function and its argument: `getProject "shop"`. */
  readonly subject: string;
  /** The kind of object, in the singular: `project`. */
  readonly noun: string;
  /** Describes a candidate by id and name. */
  readonly describe: (item: Item) => string;
  /** Inputs that identify one candidate: `apiKeyId or publicKey`. */
  readonly narrowBy: string;
  /** What to do when there is no match. Starts with a capital letter. */
  readonly whenMissing: string;
}

/**
 * The only candidate.
 * @throws MissingError when there is none
 * @throws AmbiguousError when there is more than one
 */
export function onlyMatch<Item>(candidates: readonly Item[], search: MatchSubject<Item>): Item {
  const [first, ...others] = candidates;
  if (first === undefined) {
    throw new MissingError(`${search.subject}: there is no such ${search.noun}. ${search.whenMissing}`);
  }
  if (others.length === 0) return first;
  const named = candidates.slice(0, maxListed).map(search.describe);
  const rest = candidates.length - named.length;
  throw new AmbiguousError(
    `${search.subject}: ${candidates.length} ${search.noun}s match: ${named.join("; ")}${
      rest > 0 ? `; and ${rest} more` : ""
    }. Select one by ${search.narrowBy}`,
  );
}

/** A suggestion for a name without a match: the closest of these names, or an empty string. */
export function didYouMean(name: string, names: readonly string[]): string {
  const closest = closestMatch(name, [...new Set(names)]);
  return closest === undefined ? "" : `Did you mean ${JSON.stringify(closest)}? `;
}

/** Runs a read of one object. @throws MissingError when the object, or its organization or project, does not exist */
export async function orMissingError<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    const missing = error instanceof AtlasApiError && ["gone", "container-missing"].includes(error.kind);
    throw missing ? new MissingError(error.message, { cause: error }) : error;
  }
}
