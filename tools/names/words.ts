/** The words of an identifier or file name, in lower case: `fromHTTPReply`, `from-http-reply` and `FROM_HTTP_REPLY` alike. */
export function wordsOf(name: string): readonly string[] {
  return name
    .replaceAll("GitLab", "Gitlab")
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1 $2")
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== "")
    .map((word) => word.toLowerCase());
}

/** Whether the name contains the words of `phrase` in that order, one after the other. */
export function hasPhrase(words: readonly string[], phrase: string): boolean {
  return ` ${words.join(" ")} `.includes(` ${phrase} `);
}
