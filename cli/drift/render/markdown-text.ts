import { oneLine } from "../../plain-text";

/** The longest text of somebody else's that is shown. */
const maxLength = 300;

/**
 * A text from Atlas or a program as Markdown that shows it and nothing else: in a code span neither marks, HTML nor
 * mentions count. Its fence is longer than any run of backticks in it.
 */
export function codeSpan(text: string): string {
  const line = oneLine(text);
  const shown = line.length > maxLength ? `${[...line].slice(0, maxLength).join("")}…` : line;
  const runs = shown.match(/`+/g) ?? [];
  const fence = "`".repeat(Math.max(0, ...runs.map((run) => run.length)) + 1);
  // A blank at either side belongs to the fence; an empty span would be no span at all.
  return shown === "" ? "(empty)" : `${fence} ${shown} ${fence}`;
}

/** Lines of a list that fit a budget, with a sentence about those that do not. */
export function truncateList(items: readonly string[], budget: number): readonly string[] {
  const shown: string[] = [];
  let left = budget;
  for (const item of items) {
    left -= item.length + 1;
    if (left < 0) break;
    shown.push(item);
  }
  const hidden = items.length - shown.length;
  return hidden === 0 ? shown : [...shown, `- … and ${hidden} more; \`--format json\` has them all.`];
}
