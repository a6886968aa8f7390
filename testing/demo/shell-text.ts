/** A word as a POSIX shell takes it. */
export function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** A command as it could be typed, but for the values of secrets; a long one with one flag a line. */
export function commandLine(words: readonly string[]): string {
  const shown = words.map((word, at) =>
    words[at - 1] === "--secret" ? `${word.split("=")[0]}=[secret]` : quoted(word),
  );
  const line = shown.join(" ");
  return line.length <= 90 ? line : line.replaceAll(" --", " \\\n          --");
}
