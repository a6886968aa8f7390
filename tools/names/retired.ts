import { readFileSync } from "node:fs";
import path from "node:path";
import { identifiersOf } from "./identifiers";
import { hasPhrase, wordsOf } from "./words";

/** A row of retired.json: retired words, and the word to use instead. */
export interface RetiredName {
  /** Words in lower case; consecutive words are separated by spaces: `nonce book`. */
  readonly old: readonly string[];
  readonly use: string;
  /** Folders to which the row applies. Default: all. */
  readonly in?: readonly string[];
}

/** The rows of the data file beside this file. */
export function retiredNames(): readonly RetiredName[] {
  return JSON.parse(readFileSync(path.join(__dirname, "retired.json"), "utf8"));
}

/**
 * The uses of retired names in a file, in identifiers and in its path: `file:line: name: use "..."`.
 *
 * @param text the file's content, or undefined for a file that is no TypeScript or JavaScript
 */
export function retiredIn(
  file: string,
  text: string | undefined,
  retired: readonly RetiredName[],
): readonly string[] {
  const rows = retired.filter(
    (row) => row.in === undefined || row.in.some((at) => file.startsWith(`${at}/`)),
  );
  const names = [
    ...file.split("/").map((name) => ({ name, line: 1 })),
    ...(text === undefined ? [] : identifiersOf(file, text)),
  ];
  return names.flatMap(({ name, line }) => {
    const words = wordsOf(name);
    const row = rows.find(({ old }) => old.some((phrase) => hasPhrase(words, phrase)));
    return row ? [`${file}:${line}: ${name}: use "${row.use}"`] : [];
  });
}
