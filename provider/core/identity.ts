/** How a resource's id is composed of its parts: `orgId/apiKeyId`. */
export interface Identity<Part extends string = string> {
  readonly parts: readonly Part[];
  /** The id of these parts. */
  format(values: Readonly<Record<Part, string>>): string;
  /** The parts of an id. Throws an Error that shows the expected form. */
  parse(id: string): Record<Part, string>;
}

/** An id of the named parts, joined by `/`. No part may contain a `/`. */
export function identity<const Part extends string>(...parts: Part[]): Identity<Part> {
  return {
    parts,
    format: (values) => parts.map((part) => values[part]).join("/"),
    parse(id) {
      const texts = id.split("/");
      if (texts.length !== parts.length || texts.some((text) => text === "")) {
        throw new Error(`an id must have the form ${parts.join("/")}`);
      }
      return Object.fromEntries(parts.map((part, at) => [part, texts[at]])) as Record<Part, string>;
    },
  };
}
