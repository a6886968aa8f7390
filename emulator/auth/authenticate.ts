import type { World } from "../store/snapshot";
import { accountCaller, type Caller, keyCaller } from "./caller";
import type { Digest } from "./digest";
import type { Tokens } from "./access-tokens";

export type Authentication =
  | { readonly caller: Caller; readonly auth: "digest" | "bearer" }
  | { readonly caller?: undefined; readonly stale: boolean };

/**
 * Finds the caller by the Authorization header. Whatever is wrong with it, the answer is the same challenge (recorded):
 * only `stale` differs.
 */
export function authenticate(
  request: { authorization: string | undefined; method: string; target: string; allowBearer: boolean },
  world: World,
  digest: Digest,
  tokens: Tokens,
): Authentication {
  const [scheme = "", rest = ""] = splitOnce(request.authorization ?? "");
  if (scheme === "digest") {
    const keyOf = (publicKey: string) => world.keysByPublicKey.get(publicKey);
    const result = digest.verify(rest, request.method, request.target, keyOf);
    return "key" in result ? { caller: keyCaller(result.key), auth: "digest" } : result;
  }
  if (scheme === "bearer" && request.allowBearer) {
    const account = tokens.accountOf(world, rest.trim());
    if (account !== undefined) return { caller: accountCaller(account), auth: "bearer" };
  }
  return { stale: false };
}

function splitOnce(header: string): [string, string] {
  const space = header.indexOf(" ");
  return space < 0
    ? [header.toLowerCase(), ""]
    : [header.slice(0, space).toLowerCase(), header.slice(space + 1)];
}
