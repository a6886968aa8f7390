/** The candidate with the smallest edit distance to a word; undefined when none is close enough to be a likely typo. */
export function closestMatch(
  word: string,
  candidates: readonly string[],
  maxEdits = defaultMaxEdits(word),
): string | undefined {
  let best: string | undefined;
  let bestEdits = maxEdits + 1;
  for (const candidate of candidates) {
    const edits = editDistance(word, candidate, bestEdits);
    if (edits < bestEdits) {
      best = candidate;
      bestEdits = edits;
    }
  }
  return best;
}

/** One edit for every four letters, at least one. */
function defaultMaxEdits(word: string): number {
  return Math.max(1, Math.floor(word.length / 4));
}

/** Number of insertions, deletions, replacements and swaps of adjacent letters (optimal string alignment distance). */
function editDistance(from: string, to: string, giveUpAt = Number.POSITIVE_INFINITY): number {
  if (Math.abs(from.length - to.length) >= giveUpAt) return giveUpAt;
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const same = from[row - 1] === to[column - 1];
      let edits = Math.min(
        at(last, column) + 1,
        at(current, column - 1) + 1,
        at(last, column - 1) + (same ? 0 : 1),
      );
      const swapped =
        row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      if (swapped) edits = Math.min(edits, at(beforeLast, column - 2) + 1);
      current.push(edits);
    }
    beforeLast = last;
    last = current;
  }
  return at(last, to.length);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}
