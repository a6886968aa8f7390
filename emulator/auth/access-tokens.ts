import { createHash, generateKeyPairSync, type KeyObject, randomUUID, sign } from "node:crypto";
import type { Snapshot } from "../store/snapshot";
import type { Clock } from "../types/clock";
import type { Secret, ServiceAccount, Token } from "../types/resources";
import type { Settings } from "../types/settings";

/** Issues and verifies OAuth access tokens: JWTs signed with ES512, as documented. The store holds their SHA-256 digests. */
export class AccessTokens {
  #key: KeyObject | undefined;
  readonly #clock: Clock;
  readonly #settings: Settings;

  constructor(clock: Clock, settings: Settings) {
    this.#clock = clock;
    this.#settings = settings;
  }

  /** Returns a new token, or undefined if the account has the maximum number of live tokens. */
  issue(snapshot: Snapshot, account: ServiceAccount, secret: Pick<Secret, "id">): string | undefined {
    const nowMs = this.#clock.nowMs();
    let live = 0;
    for (const [digest, token] of snapshot.tokens) {
      if (!this.#isValid(snapshot, token)) snapshot.tokens.delete(digest);
      else if (token.clientId === account.clientId) live++;
    }
    if (live >= this.#settings.maxLiveTokens) return undefined;
    const token = this.#sign(account.clientId, nowMs);
    const expiresMs = nowMs + this.#settings.tokenLifetimeS * 1000;
    snapshot.tokens.set(sha256(token), { clientId: account.clientId, secretId: secret.id, expiresMs });
    return token;
  }

  accountOf(snapshot: Snapshot, token: string): ServiceAccount | undefined {
    const known = snapshot.tokens.get(sha256(token));
    return known !== undefined && this.#isValid(snapshot, known)
      ? snapshot.serviceAccounts.get(known.clientId)
      : undefined;
  }

  /** A token expires with the secret that it was issued for, when the secret is deleted or expires (documented). */
  #isValid(snapshot: Snapshot, { clientId, secretId, expiresMs }: Token): boolean {
    const nowMs = this.#clock.nowMs();
    if (expiresMs <= nowMs) return false;
    const secrets = snapshot.serviceAccounts.get(clientId)?.secrets ?? [];
    return (
      secretId === undefined || secrets.some((secret) => secret.id === secretId && secret.expiresMs > nowMs)
    );
  }

  /** Revokes a token of this account. A token of another account stays valid. */
  revoke(snapshot: Snapshot, account: ServiceAccount, token: string): void {
    const digest = sha256(token);
    if (snapshot.tokens.get(digest)?.clientId === account.clientId) snapshot.tokens.delete(digest);
  }

  #sign(clientId: string, nowMs: number): string {
    // Generated on first use: most emulators never issue a token.
    this.#key ??= generateKeyPairSync("ec", { namedCurve: "P-521" }).privateKey;
    const iat = Math.floor(nowMs / 1000);
    const claims = {
      cid: clientId,
      exp: iat + this.#settings.tokenLifetimeS,
      iat,
      jti: randomUUID(),
      sub: clientId,
    };
    const text = `${encode({ alg: "ES512", typ: "JWT" })}.${encode(claims)}`;
    const signature = sign("sha512", Buffer.from(text), { key: this.#key, dsaEncoding: "ieee-p1363" });
    return `${text}.${signature.toString("base64url")}`;
  }
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
