import { hash, randomBytes } from "node:crypto";
import type { Clock } from "../types/clock";
import type { ApiKey } from "../types/resources";
import type { Settings } from "../types/settings";
import { parseParameters } from "./digest-header";

const realm = "MMS Public API";

/** Many clients request a nonce for every request. Beyond this number the oldest nonces expire early. */
const maxNonces = 20_000;

/** A nonce with its used counts: all from 1 to `usedUpTo`, as most clients count, and those that came out of order. */
interface Nonce {
  readonly issuedMs: number;
  usedUpTo: number;
  readonly usedOutOfOrder: Set<number>;
}

/** The key that signed the request, or the `stale` parameter of the challenge. */
export type DigestResult = { readonly key: ApiKey } | { readonly stale: boolean };

/** HTTP Digest as recorded: MD5, qop auth, a nonce of 32 base64 characters, no opaque. */
export class DigestAuthenticator {
  /** Oldest first. */
  readonly #nonces = new Map<string, Nonce>();
  readonly #clock: Clock;
  readonly #settings: Settings;

  constructor(clock: Clock, settings: Settings) {
    this.#clock = clock;
    this.#settings = settings;
  }

  /** A challenge with the recorded parameters in the recorded order: clients fail on any other. */
  challenge(stale: boolean): string {
    const qop = this.#settings.digestQop === "auth" ? ', qop="auth"' : "";
    return `Digest realm="${realm}", domain="", nonce="${this.#issue()}", algorithm=MD5${qop}, stale=${stale}`;
  }

  verify(
    header: string,
    method: string,
    target: string,
    findKey: (publicKey: string) => ApiKey | undefined,
  ): DigestResult {
    const sent = parseParameters(header);
    const key = findKey(sent.get("username") ?? "");
    const rejected = { stale: false };
    if (key === undefined || sent.get("realm") !== realm || sent.get("uri") !== target) return rejected;
    if ((sent.get("algorithm") ?? "MD5").toUpperCase() !== "MD5") return rejected;
    if (sent.get("response")?.toLowerCase() !== this.#expectedResponse(sent, key, method)) return rejected;
    return this.#consumeCount(sent) ?? { key };
  }

  #expectedResponse(sent: ReadonlyMap<string, string>, key: ApiKey, method: string): string | undefined {
    const nonce = sent.get("nonce") ?? "";
    const a1 = md5(`${key.publicKey}:${realm}:${key.privateKey}`);
    const a2 = md5(`${method}:${sent.get("uri")}`);
    if (this.#settings.digestQop === "none" && !sent.has("qop")) return md5(`${a1}:${nonce}:${a2}`);
    const count = sent.get("nc") ?? "";
    const clientNonce = sent.get("cnonce") ?? "";
    if (sent.get("qop") !== "auth" || !/^[0-9a-f]{8}$/i.test(count) || clientNonce === "") return undefined;
    return md5(`${a1}:${nonce}:${count}:${clientNonce}:auth:${a2}`);
  }

  /**
   * Consumes one count of the nonce. A correct signature on an expired or unknown nonce (of an earlier process) gets a
   * challenge with stale=true. A count that was used before is a replay.
   */
  #consumeCount(sent: ReadonlyMap<string, string>): { stale: boolean } | undefined {
    const nonce = this.#nonces.get(sent.get("nonce") ?? "");
    if (nonce === undefined || this.#isExpired(nonce)) return { stale: true };
    const text = sent.get("nc");
    if (text === undefined) return undefined;
    const count = Number.parseInt(text, 16);
    return markUsed(nonce, count) ? undefined : { stale: false };
  }

  #issue(): string {
    for (const [nonce, state] of this.#nonces) {
      if (!this.#isExpired(state) && this.#nonces.size < maxNonces) break;
      this.#nonces.delete(nonce);
    }
    const nonce = randomBytes(24).toString("base64");
    this.#nonces.set(nonce, { issuedMs: this.#clock.nowMs(), usedUpTo: 0, usedOutOfOrder: new Set() });
    return nonce;
  }

  #isExpired({ issuedMs }: { issuedMs: number }): boolean {
    return this.#clock.nowMs() - issuedMs > this.#settings.nonceMaxAgeS * 1000;
  }
}

/** Marks a count as used. @returns false if it was used before */
function markUsed(nonce: Nonce, count: number): boolean {
  if ((count > 0 && count <= nonce.usedUpTo) || nonce.usedOutOfOrder.has(count)) return false;
  nonce.usedOutOfOrder.add(count);
  while (nonce.usedOutOfOrder.delete(nonce.usedUpTo + 1)) nonce.usedUpTo += 1;
  return true;
}

function md5(text: string): string {
  return hash("md5", text);
}
