/** The Authorization header for a Digest challenge (RFC 7616; RFC 2069 for a challenge without qop). */
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
  /** How often the nonce has been used, including this request. */
  readonly count: number;
  /** The client nonce. */
  readonly cnonce: string;
}

/**
 * A function that signs requests for one challenge. The parts that do not depend on the request are computed once. It
 * returns the value of Authorization, which holds a hash of the private key: it must not be logged.
 */
export function createDigestSigner(
  credentials: DigestCredentials,
  challenge: DigestChallenge,
): (request: DigestRequest) => string {
  const { publicKey, privateKey } = credentials;
  const { realm, nonce, opaque, algorithm, algorithmName, qop } = challenge;
  // Names as in RFC 7616, section 3.4.
  const ha1 = hex(algorithm, `${publicKey}:${realm}:${privateKey}`);
  const prefix = `Digest username=${quote(publicKey)}, realm=${quote(realm)}, nonce=${quote(nonce)}, uri=`;
  const algorithmPart = algorithmName === undefined ? "" : `, algorithm=${algorithm}`;
  const opaquePart = opaque === undefined ? "" : `, opaque=${quote(opaque)}`;
  return ({ method, path, count, cnonce }) => {
    const ha2 = hex(algorithm, `${method}:${path}`);
    const nc = count.toString(16).padStart(8, "0");
    const nonces = qop ? `${nonce}:${nc}:${cnonce}:${qop}` : nonce;
    const response = hex(algorithm, `${ha1}:${nonces}:${ha2}`);
    const qopPart = qop ? `, qop=${qop}, nc=${nc}, cnonce="${cnonce}"` : "";
    return `${prefix}${quote(path)}, response="${response}"${algorithmPart}${opaquePart}${qopPart}`;
  };
}

function hex(algorithm: DigestAlgorithm, text: string): string {
  return hash(algorithm === "MD5" ? "md5" : "sha256", text, "hex");
}

function quote(text: string): string {
  return `"${text.replace(/["\\]/g, "\\$&")}"`;
}
