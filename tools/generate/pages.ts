import { withCommands } from "./commands";
import { withChecks } from "./doctor";
import { withExamples } from "./examples";
import { readPreviews, withPreviews } from "./previews";
import { openOf, withTables } from "./tables";
import type { AnyDefinition, AnyFunction } from "./types";

/**
 * Each page with the text between its markers replaced by the content that the marker names: a file of an example, the table of a
 * resource or function, the options of a command, doctor's checks, previews of drift.
 *
 * @param pages texts by path
 * @throws Error for a resource or function that no page has a table of
 */
export function filledPages(
  root: string,
  pages: ReadonlyMap<string, string>,
  definitions: readonly (AnyDefinition | AnyFunction)[],
): ReadonlyMap<string, string> {
  const all = [...pages.values()];
  for (const { name } of definitions)
    if (!all.some((text) => text.includes(openOf(name)))) throw new Error(`no page has ${openOf(name)}`);
  const previews = readPreviews(root);
  const filled = (text: string) =>
    withPreviews(withCommands(withChecks(withTables(withExamples(text, root), definitions))), previews);
  return new Map([...pages].map(([file, text]) => [file, filled(text)]));
}
