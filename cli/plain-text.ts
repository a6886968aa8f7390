/** Control and formatting characters, which are invisible or change the order of the text. */
export const invisibleCharacters = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/gu;

/** The text on one line, for a terminal, a table or a comment, without line breaks and invisible characters. */
export function oneLine(text: string): string {
  return text.replace(invisibleCharacters, " ").replace(/\s+/g, " ").trim();
}
