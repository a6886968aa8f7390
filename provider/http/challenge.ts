/** Reads WWW-Authenticate (RFC 9110 and 7616) as written by anybody at all. */

/** The hash functions that are answered. */
export type DigestAlgorithm = "MD5" | "SHA-256";

/** A Digest challenge that can be answered. */
export interface DigestChallenge {
  readonly realm: string;
  readonly nonce: string;
  readonly opaque: string | undefined;
  readonly algorithm: DigestAlgorithm;
  /** As the server spelled it; undefined when it named none. Repeated in the response. */
  readonly algorithmName: string | undefined;
  /** Undefined for a challenge of the older form, RFC 2069. */
  readonly qop: "auth" | undefined;
  /** The nonce, not the password, was refused. */
  readonly stale: boolean;
}

/** What the headers of a response ask for. */
export type ParsedChallenge =
  | { readonly kind: "none" }
  | { readonly kind: "unusable"; readonly reason: string }
  | { readonly kind: "digest"; readonly challenge: DigestChallenge };

const maxChallengeLength = 8_192;

/** Finds the best Digest challenge: SHA-256 before MD5, anything else passed over. */
export function parseChallenges(headers: readonly string[]): ParsedChallenge {
  let found: ParsedChallenge = { kind: "none" };
  for (const header of headers) {
    if (header.length > maxChallengeLength) return unusable("it is too long");
    for (const { scheme, parameters, isMalformed } of parseSchemes(header)) {
      if (scheme !== "digest") continue;
      const reading = isMalformed ? unusable("it is malformed") : parseDigest(parameters);
      if (rank(reading) > rank(found)) found = reading;
    }
  }
  return found;
}

function rank(reading: ParsedChallenge): number {
  if (reading.kind !== "digest") return reading.kind === "none" ? 0 : 1;
  return reading.challenge.algorithm === "SHA-256" ? 3 : 2;
}

function unusable(reason: string): ParsedChallenge {
  return { kind: "unusable", reason };
}

interface ParsedScheme {
  readonly scheme: string;
  readonly parameters: Map<string, string>;
  isMalformed: boolean;
}

// A name alone begins a scheme; a name with a value is a parameter of the scheme before it.
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
  if (nonce === "") return unusable("it has no nonce");
  if (![realm, nonce, opaque ?? ""].every((text) => /^[\x20-\x7e]*$/.test(text))) {
    return unusable("it has characters that no header may carry");
  }
  const algorithmName = parameters.get("algorithm");
  const algorithm = (algorithmName ?? "MD5").toUpperCase();
  if (algorithm !== "MD5" && algorithm !== "SHA-256")
    return unusable("it asks for an algorithm other than MD5 and SHA-256");
  const offered = parameters
    .get("qop")
    ?.toLowerCase()
    .split(",")
    .map((word) => word.trim());
  if (offered && !offered.includes("auth")) return unusable('it does not offer qop "auth"');
  const stale = parameters.get("stale")?.toLowerCase() === "true";
  const qop = offered === undefined ? undefined : "auth";
  return { kind: "digest", challenge: { realm, nonce, opaque, algorithm, algorithmName, qop, stale } };
}
