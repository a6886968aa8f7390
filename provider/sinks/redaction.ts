/** This many consecutive characters of a secret are redacted; shorter sequences occur in other text by chance. */
const pieceLength = 8;
const mark = "[secret]";

/**
 * The text on one line, with every word replaced that contains the secret or a piece of it: as plain text, base64 or
 * hexadecimal, in any case and with any punctuation between its characters. If pieces span several words, the whole text is
 * replaced.
 */
export function redact(text: string, secret: string): string {
  const pieces = new Set(encodingsOf(secret).flatMap(piecesOf));
  const holds = (part: string) => piecesOf(alphanumeric(part)).some((piece) => pieces.has(piece));
  const words = text.split(/[\s\p{Cc}]+/u).filter((word) => word !== "");
  const shown = words.map((word) => (holds(word) ? mark : word)).join(" ");
  return holds(shown.replaceAll(mark, " ")) ? mark : shown;
}

function encodingsOf(secret: string): string[] {
  // Base64 encodes a text in three ways, by its offset; the characters at both ends depend on the surrounding text.
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
