import { hash, randomBytes } from "node:crypto";
import type { Clock } from "../types/clock";
import type { Settings } from "../types/settings";
import type { ApiKey } from "../store/snapshot";
import { parseParameters } from "./digest-header";

const realm = "MMS Public API";

/** Many clients ask for a nonce with every request: beyond this many the oldest are forgotten, as if they were old. */
const maxNonces = 20_000;

/** The counts that were used: all from 1 up to one, as most clients count, and others that came out of order. */
interface Nonce {
  readonly issuedMs: number;
  allUpTo: number;
  readonly beyond: Set<number>;
}

/** What came of a Digest header: the key that signed it, or why the client is to sign again. */
export type DigestResult = { readonly key: ApiKey } | { readonly stale: boolean };

/** HTTP Digest as recorded: MD5, qop auth, 32 base64 characters of nonce, nothing opaque. */
export class Digest {
  /** In order of age. */
  readonly #nonces = new Map<string, Nonce>();
  readonly #clock: Clock;
  readonly #settings: Settings;

  constructor(clock: Clock, settings: Settings) {
    this.#clock = clock;
    this.#settings = settings;
  }

  /** The challenge with exactly the parameters recorded, in their order: clients fail on any other. */
  challenge(stale: boolean): string {
    const qop = this.#settings.digestQop === "auth" ? ', qop="auth"' : "";
    return `Digest realm="${realm}", domain="", nonce="${this.#issue()}", algorithm=MD5${qop}, stale=${stale}`;
  }

  verify(
    header: string,
    method: string,
    target: string,
    keyOf: (publicKey: string) => ApiKey | undefined,
  ): DigestResult {
    const sent = parseParameters(header);
    const key = keyOf(sent.get("username") ?? "");
    const refused = { stale: false };
    if (key === undefined || sent.get("realm") !== realm || sent.get("uri") !== target) return refused;
    if ((sent.get("algorithm") ?? "MD5").toUpperCase() !== "MD5") return refused;
    if (sent.get("response")?.toLowerCase() !== this.#expected(sent, key, method)) return refused;
    return this.#spend(sent) ?? { key };
  }

  #expected(sent: ReadonlyMap<string, string>, key: ApiKey, method: string): string | undefined {
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
   * Uses up one count of the nonce. A signature that is right but whose nonce is old, or unknown here (from before a
   * restart), is told to sign again with a fresh one; a count that was used before is refused as a replay.
   */
  #spend(sent: ReadonlyMap<string, string>): { stale: boolean } | undefined {
    const nonce = this.#nonces.get(sent.get("nonce") ?? "");
    if (nonce === undefined || this.#isOld(nonce)) return { stale: true };
    const text = sent.get("nc");
    if (text === undefined) return undefined;
    const count = Number.parseInt(text, 16);
    return isNew(nonce, count) ? undefined : { stale: false };
  }

  #issue(): string {
    for (const [nonce, state] of this.#nonces) {
      if (!this.#isOld(state) && this.#nonces.size < maxNonces) break;
      this.#nonces.delete(nonce);
    }
    const nonce = randomBytes(24).toString("base64");
    this.#nonces.set(nonce, { issuedMs: this.#clock.nowMs(), allUpTo: 0, beyond: new Set() });
    return nonce;
  }

  #isOld({ issuedMs }: { issuedMs: number }): boolean {
    return this.#clock.nowMs() - issuedMs > this.#settings.nonceMaxAgeS * 1000;
  }
}

/** Notes that a count is used. */
function isNew(nonce: Nonce, count: number): boolean {
  if ((count > 0 && count <= nonce.allUpTo) || nonce.beyond.has(count)) return false;
  nonce.beyond.add(count);
  while (nonce.beyond.delete(nonce.allUpTo + 1)) nonce.allUpTo += 1;
  return true;
}

function md5(text: string): string {
  return hash("md5", text);
}
