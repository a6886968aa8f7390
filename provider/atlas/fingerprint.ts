/**
 * Identifies a secret without revealing it: the first 16 hexadecimal digits of its SHA-256. A private key has 122 random
 * bits, so a brute-force search is not possible.
 */
export async function fingerprint(secret: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(secret));
  return Buffer.from(digest).toString("hex").slice(0, 16);
}
