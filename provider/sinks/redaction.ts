/** So many characters of a secret in a row count as the secret; fewer are in any text by chance. */
const pieceLength = 8;
const mark = "[secret]";

/**
 * A text on one line without any word that holds the secret or a piece of it: as it is, in base64 or in hexadecimal,
 * whatever the case and whatever stands between its characters. Where pieces are spread over words, nothing is shown.
 */
export function redact(text: string, secret: string): string {
  const pieces = new Set(encodingsOf(secret).flatMap(piecesOf));
  const holds = (part: string) => piecesOf(alphanumeric(part)).some((piece) => pieces.has(piece));
  const words = text.split(/[\s\p{Cc}]+/u).filter((word) => word !== "");
  const shown = words.map((word) => (holds(word) ? mark : word)).join(" ");
  return holds(shown.replaceAll(mark, " ")) ? mark : shown;
}

function encodingsOf(secret: string): string[] {
  // What stands in front decides which of three ways base64 writes the same text; the ends depend on the neighbours.
  const shifted = ["", "x", "xx"].map((before) => {
    const encoded = Buffer.from(before + secret).toString("base64");
    return alphanumeric(encoded.slice(before === "" ? 0 : 4, -4));
  });
  return [alphanumeric(secret), Buffer.from(secret).toString("hex"), ...shifted];
}

function piecesOf(form: string): string[] {
  if (form.length <= pieceLength) return form === "" ? [] : [form];
  return Array.from({ length: form.length - pieceLength + 1 }, (_, at) => form.slice(at, at + pieceLength));
}

function alphanumeric(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}
