/** The noun with its indefinite article: `an array`, `a Project Owner`. */
export function withArticle(noun: string): string {
  return `${/^[aeiou]/i.test(noun) ? "an" : "a"} ${noun}`;
}
