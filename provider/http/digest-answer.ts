/** The Authorization header that answers a Digest challenge (RFC 7616; RFC 2069 when no qop is offered). */
import { createHash } from "node:crypto";
import type { DigestAlgorithm, DigestChallenge } from "./challenge";

/** An API key: user name and password of Digest. */
export interface DigestKey {
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

/** The value of Authorization. Holds a hash made with the private key: not to be printed. */
export function digestAnswer(key: DigestKey, challenge: DigestChallenge, request: DigestRequest): string {
  const { realm, nonce, opaque, algorithm, algorithmName, qop } = challenge;
  const hash = (text: string) => hex(algorithm, text);
  const count = request.count.toString(16).padStart(8, "0");
  const secret = hash(`${key.publicKey}:${realm}:${key.privateKey}`);
  const subject = hash(`${request.method}:${request.path}`);
  const proof = qop ? `${nonce}:${count}:${request.cnonce}:${qop}` : nonce;
  const parts = [
    `username=${quoted(key.publicKey)}`,
    `realm=${quoted(realm)}`,
    `nonce=${quoted(nonce)}`,
    `uri=${quoted(request.path)}`,
    `response="${hash(`${secret}:${proof}:${subject}`)}"`,
  ];
  if (algorithmName !== undefined) parts.push(`algorithm=${algorithm}`);
  if (opaque !== undefined) parts.push(`opaque=${quoted(opaque)}`);
  if (qop) parts.push(`qop=${qop}`, `nc=${count}`, `cnonce="${request.cnonce}"`);
  return `Digest ${parts.join(", ")}`;
}

function hex(algorithm: DigestAlgorithm, text: string): string {
  return createHash(algorithm === "MD5" ? "md5" : "sha256")
    .update(text, "utf8")
    .digest("hex");
}

function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, "\\$&")}"`;
}
