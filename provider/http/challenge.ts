/** Parses WWW-Authenticate headers (RFC 9110 and RFC 7616), including malformed ones. */

/** The supported hash algorithms. */
export type DigestAlgorithm = "MD5" | "SHA-256";

/** A Digest challenge that this client supports. */
export interface DigestChallenge {
  readonly realm: string;
  readonly nonce: string;
  readonly opaque: string | undefined;
  readonly algorithm: DigestAlgorithm;
  /** As the server wrote it, for the Authorization header; undefined when the challenge has none. */
  readonly algorithmName: string | undefined;
  /** Undefined for a challenge of the older RFC 2069. */
  readonly qop: "auth" | undefined;
  /** The server rejected the nonce, not the password. */
  readonly stale: boolean;
}

/** The result of parsing the headers of a response. */
export type ParsedChallenge =
  | { readonly kind: "none" }
  | { readonly kind: "unsupported"; readonly reason: string }
  | { readonly kind: "digest"; readonly challenge: DigestChallenge };

const maxChallengeLength = 8_192;

/** Finds the best Digest challenge: SHA-256 before MD5. Other schemes are ignored. */
export function parseChallenges(headers: readonly string[]): ParsedChallenge {
  let found: ParsedChallenge = { kind: "none" };
  for (const header of headers) {
    if (header.length > maxChallengeLength) return unsupported("it is too long");
    for (const { scheme, parameters, isMalformed } of parseSchemes(header)) {
      if (scheme !== "digest") continue;
      const parsed = isMalformed ? unsupported("it is malformed") : parseDigest(parameters);
      if (rank(parsed) > rank(found)) found = parsed;
    }
  }
  return found;
}

function rank(parsed: ParsedChallenge): number {
  if (parsed.kind !== "digest") return parsed.kind === "none" ? 0 : 1;
  return parsed.challenge.algorithm === "SHA-256" ? 3 : 2;
}

function unsupported(reason: string): ParsedChallenge {
  return { kind: "unsupported", reason };
}

interface ParsedScheme {
  readonly scheme: string;
  readonly parameters: Map<string, string>;
  isMalformed: boolean;
}

// A name without a value starts a scheme. A name with a value is a parameter of the scheme before it.
const challengePart =
  /[\s,]*([!#$%&'*+.^_`|~0-9A-Za-z-]+)(?:[ \t]*=[ \t]*(?:"((?:[^"\\]|\\.)*)"|([^\s",]+))|(?![!#$%&'*+.^_`|~0-9A-Za-z-]|[ \t]*=))/y;

function parseSchemes(header: string): ParsedScheme[] {
  const schemes: ParsedScheme[] = [];
  challengePart.lastIndex = 0;
  let end = 0;
  for (let part = challengePart.exec(header); part; part = challengePart.exec(header)) {
    end = challengePart.lastIndex;
    const [, name = "", quoted, bare] = part;
    const value = quoted === undefined ? bare : quoted.replace(/\\(.)/g, "$1");
    const current = schemes.at(-1);
    if (value === undefined)
      schemes.push({ scheme: name.toLowerCase(), parameters: new Map(), isMalformed: false });
    else if (current?.parameters.has(name.toLowerCase())) current.isMalformed = true;
    else current?.parameters.set(name.toLowerCase(), value);
  }
  const last = schemes.at(-1);
  if (last && !/^[\s,]*$/.test(header.slice(end))) last.isMalformed = true;
  return schemes;
}

function parseDigest(parameters: ReadonlyMap<string, string>): ParsedChallenge {
  const realm = parameters.get("realm") ?? "";
  const nonce = parameters.get("nonce") ?? "";
  const opaque = parameters.get("opaque");
  if (nonce === "") return unsupported("it has no nonce");
  if (![realm, nonce, opaque ?? ""].every((text) => /^[\x20-\x7e]*$/.test(text))) {
    return unsupported("it has characters that are not allowed in a header");
  }
  const algorithmName = parameters.get("algorithm");
  const algorithm = (algorithmName ?? "MD5").toUpperCase();
  if (algorithm !== "MD5" && algorithm !== "SHA-256")
    return unsupported("it asks for an algorithm other than MD5 and SHA-256");
  const offered = parameters
    .get("qop")
    ?.toLowerCase()
    .split(",")
    .map((word) => word.trim());
  if (offered && !offered.includes("auth")) return unsupported('it does not offer qop "auth"');
  const stale = parameters.get("stale")?.toLowerCase() === "true";
  const qop = offered === undefined ? undefined : "auth";
  return { kind: "digest", challenge: { realm, nonce, opaque, algorithm, algorithmName, qop, stale } };
}
