import { oneLine } from "../../plain-text";

/** Characters of a text from Atlas or a program that are shown. */
const maxLength = 300;

/**
 * A text from Atlas or a program as a Markdown code span, in which markup, HTML and mentions have no effect. Its fence
 * is longer than any run of backticks in the text.
 */
export function codeSpan(text: string): string {
  const line = oneLine(text);
  const shown = line.length > maxLength ? `${[...line].slice(0, maxLength).join("")}…` : line;
  const runs = shown.match(/`+/g) ?? [];
  const fence = "`".repeat(Math.max(0, ...runs.map((run) => run.length)) + 1);
  // The space at either side is part of the fence. Markdown has no empty code span.
  return shown === "" ? "(empty)" : `${fence} ${shown} ${fence}`;
}

/** The items that fit into a number of characters, and a last item with the number of the others. */
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
