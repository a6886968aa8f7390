/** A piece of HTML. Any other text is escaped when it becomes part of a page. */
export class Html {
  constructor(readonly text: string) {}
}

type Part = string | number | Html | readonly Html[];

/** Template tag that escapes every part that is not Html, so that text from Atlas or a program is never markup. */
export function html(fixed: TemplateStringsArray, ...parts: Part[]): Html {
  return new Html(fixed.reduce((text, piece, at) => text + escaped(parts[at - 1] ?? "") + piece));
}

function escaped(part: Part): string {
  if (part instanceof Html) return part.text;
  if (typeof part === "object") return part.map(({ text }) => text).join("");
  return String(part).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
