const parameter = /([^\s=,]+)\s*=\s*(?:"((?:\\.|[^"\\])*)"?|([^,]*))/g;

/** Reads `name="text", name=word, …`; names in lower case. */
export function parseParameters(header: string): Map<string, string> {
  const parameters = new Map<string, string>();
  for (const [, name = "", quoted, word = ""] of header.matchAll(parameter)) {
    parameters.set(name.toLowerCase(), quoted?.replace(/\\(.)/g, "$1") ?? word.trim());
  }
  return parameters;
}
