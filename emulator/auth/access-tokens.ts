import { createHash, generateKeyPairSync, type KeyObject, randomUUID, sign } from "node:crypto";
import type { Clock } from "../types/clock";
import type { Settings } from "../types/settings";
import type { Secret, ServiceAccount, Token, World } from "../store/snapshot";

/** Issues and recognizes OAuth access tokens: JWTs signed with ES512 as documented, known to the world by digest. */
export class Tokens {
  #key: KeyObject | undefined;
  readonly #clock: Clock;
  readonly #settings: Settings;

  constructor(clock: Clock, settings: Settings) {
    this.#clock = clock;
    this.#settings = settings;
  }

  /** A new token, or undefined when the account holds as many live ones as it may. */
  issue(world: World, account: ServiceAccount, secret: Pick<Secret, "id">): string | undefined {
    const nowMs = this.#clock.nowMs();
    let live = 0;
    for (const [digest, token] of world.tokens) {
      if (!this.#isAlive(world, token)) world.tokens.delete(digest);
      else if (token.clientId === account.clientId) live++;
    }
    if (live >= this.#settings.maxLiveTokens) return undefined;
    const token = this.#sign(account.clientId, nowMs);
    const expiresMs = nowMs + this.#settings.tokenLifetimeS * 1000;
    world.tokens.set(sha256(token), { clientId: account.clientId, secretId: secret.id, expiresMs });
    return token;
  }

  accountOf(world: World, token: string): ServiceAccount | undefined {
    const known = world.tokens.get(sha256(token));
    return known !== undefined && this.#isAlive(world, known)
      ? world.accounts.get(known.clientId)
      : undefined;
  }

  /** A token ends with the secret that it was issued for, when that is deleted or expires (documented). */
  #isAlive(world: World, { clientId, secretId, expiresMs }: Token): boolean {
    const nowMs = this.#clock.nowMs();
    if (expiresMs <= nowMs) return false;
    const secrets = world.accounts.get(clientId)?.secrets ?? [];
    return secretId === undefined || secrets.some((one) => one.id === secretId && one.expiresMs > nowMs);
  }

  /** Ends a token of this account; one that is unknown or somebody else's stays as it is. */
  revoke(world: World, account: ServiceAccount, token: string): void {
    const digest = sha256(token);
    if (world.tokens.get(digest)?.clientId === account.clientId) world.tokens.delete(digest);
  }

  #sign(clientId: string, nowMs: number): string {
    // Made when first needed: most emulators never issue a token.
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
