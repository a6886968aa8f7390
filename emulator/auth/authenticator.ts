import type { HttpRequest } from "../http/request";
import type { Snapshot } from "../store/snapshot";
import type { Clock } from "../types/clock";
import type { Product } from "../types/seed.generated";
import type { Settings } from "../types/settings";
import { AccessTokens } from "./access-tokens";
import { apiKeyCaller, type Caller, serviceAccountCaller } from "./caller";
import { DigestAuthenticator } from "./digest";

export type Authentication =
  | { readonly caller: Caller; readonly auth: "digest" | "bearer" }
  | { readonly caller?: undefined; readonly stale: boolean };

/** Identifies callers by Digest or Bearer credentials. */
export class Authenticator {
  readonly digest: DigestAuthenticator;
  readonly tokens: AccessTokens;

  constructor(clock: Clock, settings: Settings) {
    this.digest = new DigestAuthenticator(clock, settings);
    this.tokens = new AccessTokens(clock, settings);
  }

  /**
   * Identifies the caller by the Authorization header. All invalid headers get the same challenge (recorded); only
   * `stale` differs. Bearer tokens are valid for Atlas only.
   */
  authenticate(request: HttpRequest, product: Product, snapshot: Snapshot): Authentication {
    const [scheme = "", credentials = ""] = splitOnce(request.headers.authorization ?? "");
    if (scheme === "digest") {
      const keyOf = (publicKey: string) => snapshot.keysByPublicKey.get(publicKey);
      const result = this.digest.verify(credentials, request.method, request.target, keyOf);
      return "key" in result ? { caller: apiKeyCaller(result.key), auth: "digest" } : result;
    }
    if (scheme === "bearer" && product === "atlas") {
      const account = this.tokens.accountOf(snapshot, credentials.trim());
      if (account !== undefined) return { caller: serviceAccountCaller(account), auth: "bearer" };
    }
    return { stale: false };
  }
}

function splitOnce(header: string): [string, string] {
  const space = header.indexOf(" ");
  return space < 0
    ? [header.toLowerCase(), ""]
    : [header.slice(0, space).toLowerCase(), header.slice(space + 1)];
}
