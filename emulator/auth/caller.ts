import type { ApiKey, ServiceAccount } from "../store/snapshot";

/** Who sent a request. */
export type Caller =
  | { readonly kind: "apiKey"; readonly name: string; readonly principal: ApiKey }
  | { readonly kind: "serviceAccount"; readonly name: string; readonly principal: ServiceAccount };

export function keyCaller(principal: ApiKey): Caller {
  return { kind: "apiKey", name: principal.publicKey, principal };
}

export function accountCaller(principal: ServiceAccount): Caller {
  return { kind: "serviceAccount", name: principal.clientId, principal };
}
