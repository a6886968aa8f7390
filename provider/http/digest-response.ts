/** The Authorization header that answers a Digest challenge (RFC 7616; RFC 2069 when no qop is offered). */
import { hash } from "node:crypto";
import type { DigestAlgorithm, DigestChallenge } from "./challenge";

/** An API key: user name and password of Digest. */
export interface DigestCredentials {
  readonly publicKey: string;
  readonly privateKey: string;
}

/** What is signed. */
export interface DigestRequest {
  readonly method: string;
  /** Path and query exactly as sent. */
  readonly path: string;
  /** How often the nonce has been used, this time included. */
  readonly count: number;
  /** The client's own random text. */
  readonly cnonce: string;
}

/**
 * Answers one challenge, as often as there are requests: what depends on key and challenge alone is hashed and written
 * once. Returns the value of Authorization, which holds a hash made with the private key: not to be printed.
 */
export function createDigestSigner(
  key: DigestCredentials,
  challenge: DigestChallenge,
): (request: DigestRequest) => string {
  const { realm, nonce, opaque, algorithm, algorithmName, qop } = challenge;
  const secret = hex(algorithm, `${key.publicKey}:${realm}:${key.privateKey}`);
  const start = `Digest username=${quoted(key.publicKey)}, realm=${quoted(realm)}, nonce=${quoted(nonce)}, uri=`;
  const named = algorithmName === undefined ? "" : `, algorithm=${algorithm}`;
  const middle = `${named}${opaque === undefined ? "" : `, opaque=${quoted(opaque)}`}`;
  return ({ method, path, count, cnonce }) => {
    const uses = count.toString(16).padStart(8, "0");
    const proof = qop ? `${nonce}:${uses}:${cnonce}:${qop}` : nonce;
    const response = hex(algorithm, `${secret}:${proof}:${hex(algorithm, `${method}:${path}`)}`);
    const end = qop ? `, qop=${qop}, nc=${uses}, cnonce="${cnonce}"` : "";
    return `${start}${quoted(path)}, response="${response}"${middle}${end}`;
  };
}

function hex(algorithm: DigestAlgorithm, text: string): string {
  return hash(algorithm === "MD5" ? "md5" : "sha256", text, "hex");
}

function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, "\\$&")}"`;
}
