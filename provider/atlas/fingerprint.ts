/**
 * Tells secrets apart without showing them: the first 16 hexadecimal digits of the SHA-256 of its text. A private key has
 * 122 random bits, so that none can be found by trying.
 */
export async function fingerprint(secret: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(secret));
  return Buffer.from(digest).toString("hex").slice(0, 16);
}
