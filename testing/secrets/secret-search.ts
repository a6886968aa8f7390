/** The encodings of a text from which it can be recovered: each returns the texts to search for. */
const forms: Readonly<Record<string, (secret: string) => readonly string[]>> = {
  plain: (secret) => [secret],
  base64: (secret) => [0, 1, 2].flatMap((before) => insideBase64(secret, before)),
  hex: (secret) => {
    const digits = Buffer.from(secret).toString("hex");
    return [digits, digits.toUpperCase()];
  },
  "URL-encoded": (secret) => {
    const encoded = encodeURIComponent(secret);
    const lower = encoded.replace(/%[0-9A-F]{2}/g, (sign) => sign.toLowerCase());
    return [encoded, lower, new URLSearchParams({ "": secret }).toString().slice(1)];
  },
  "JSON-escaped": (secret) => {
    const escaped = inJson(secret);
    // The engine is written in Go, whose JSON also escapes what HTML would read.
    const asGo = escaped.replace(/[<>&]/g, (sign) => `\\u00${Buffer.from(sign).toString("hex")}`);
    const ascii = escaped.replace(
      /[^ -~]/g,
      (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`,
    );
    return [escaped, asGo, ascii, inJson(escaped), inJson(asGo)];
  },
};

/** Secrets by description, to search for in texts that must not contain them in any encoding. */
export class SecretSearch {
  readonly #wanted: readonly { readonly name: string; readonly texts: readonly string[] }[];

  /** @throws Error for a secret so short that it would be found by chance */
  constructor(secrets: Readonly<Record<string, string>>) {
    this.#wanted = Object.entries(secrets).flatMap(([what, secret]) => {
      if (secret.length < 8) throw new Error(`${what}: too short to be looked for`);
      return Object.entries(forms).map(([form, write]) => ({
        name: form === "plain" ? what : `${what}, ${form}`,
        texts: write(secret).filter((text) => form === "plain" || text !== secret),
      }));
    });
  }

  /** Names of the secrets that are in the text, with the form that they have there. */
  found(text: string): string[] {
    return this.#wanted
      .filter(({ texts }) => texts.some((part) => text.includes(part)))
      .map(({ name }) => name);
  }
}

/** What base64 makes of the text wherever it stands in something larger, such as `user:password`; both alphabets. */
function insideBase64(secret: string, before: number): string[] {
  const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(secret)]);
  // The outermost digits also contain bits of the surrounding text.
  const part = bytes
    .toString("base64")
    .slice(Math.ceil((before * 8) / 6), Math.floor((bytes.length * 8) / 6));
  return [part, part.replaceAll("+", "-").replaceAll("/", "_")];
}

function inJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}
