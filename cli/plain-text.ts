/** What a reader does not see, or sees in another place than it is: a blank or an escape takes its place. */
export const invisibleCharacters = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/gu;

/** The text in one line, for a terminal, a table or a comment: whatever could end it, or hide in it, is a blank. */
export function oneLine(text: string): string {
  return text.replace(invisibleCharacters, " ").replace(/\s+/g, " ").trim();
}
