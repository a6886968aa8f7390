import type { ApiKey, ServiceAccount } from "../types/resources";

/** The principal that sent a request. */
export type Caller =
  | { readonly kind: "apiKey"; readonly name: string; readonly principal: ApiKey }
  | { readonly kind: "serviceAccount"; readonly name: string; readonly principal: ServiceAccount };

export function apiKeyCaller(principal: ApiKey): Caller {
  return { kind: "apiKey", name: principal.publicKey, principal };
}

export function serviceAccountCaller(principal: ServiceAccount): Caller {
  return { kind: "serviceAccount", name: principal.clientId, principal };
}
