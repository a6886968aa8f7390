/** Reads `name="text", name=word, …`. Written without patterns, which took longer than the signature. */
export function parseParameters(header: string): Map<string, string> {
  const escapes = header.includes("\\");
  const parameters = new Map<string, string>();
  for (let at = 0; at < header.length; ) {
    const equals = header.indexOf("=", at);
    if (equals < 0) break;
    const name = header.slice(at, equals).trim().toLowerCase();
    let start = equals + 1;
    while (header.charCodeAt(start) === space) start++;
    const isQuoted = header.charCodeAt(start) === quote;
    const end = isQuoted ? closingQuote(header, start + 1, escapes) : commaFrom(header, start);
    const text = isQuoted ? header.slice(start + 1, end) : header.slice(start, end).trim();
    parameters.set(name, isQuoted && escapes ? text.replace(/\\(.)/g, "$1") : text);
    at = (isQuoted ? commaFrom(header, end) : end) + 1;
  }
  return parameters;
}

const [space, quote, backslash] = [32, 34, 92];

function closingQuote(text: string, from: number, escapes: boolean): number {
  let at = text.indexOf('"', from);
  if (escapes) {
    at = from;
    while (at < text.length && text.charCodeAt(at) !== quote) at += text.charCodeAt(at) === backslash ? 2 : 1;
  }
  return at < 0 || at > text.length ? text.length : at;
}

function commaFrom(text: string, from: number): number {
  const comma = text.indexOf(",", from);
  return comma < 0 ? text.length : comma;
}
