import type { HttpResponse } from "../http/request";
import type { ProblemKind } from "./errors";

/** Error codes whose meaning does not follow from the status. The status decides about all other codes. */
const kindsByCode: Readonly<Record<string, ProblemKind>> = {
  ORG_NOT_FOUND: "container-missing",
  GROUP_NOT_FOUND: "container-missing",
  INVALID_ORG_ID: "container-missing",
  INVALID_GROUP_ID: "container-missing",
  NOT_IN_GROUP: "container-missing",
  USER_CANNOT_ACCESS_ORG: "container-missing",
  USER_CANNOT_ACCESS_GROUP: "container-missing",
  USER_UNAUTHORIZED: "permission",
  NOT_ORG_GROUP_CREATOR: "permission",
  NOT_ORG_OWNER: "permission",
  NOT_ORG_USER_ADMIN: "permission",
  NOT_GROUP_USER_ADMIN: "permission",
  NOT_API_KEY_ADMIN: "permission",
  API_KEY_WHITELIST_ACCESS_DENIED: "permission",
  API_KEY_ACCESS_LIST_ACCESS_DENIED: "permission",
  ACCESS_FORBIDDEN: "permission",
  IP_ADDRESS_NOT_ON_ACCESS_LIST: "access-list",
  IP_ADDRESS_NOT_ON_WHITELIST: "access-list",
  ORG_REQUIRES_WHITELIST: "access-list",
  ORG_REQUIRES_ACCESS_LIST: "access-list",
  RESOURCE_REQUIRES_WHITELIST: "access-list",
  RESOURCE_REQUIRES_ACCESS_LIST: "access-list",
  API_KEY_ALREADY_IN_GROUP: "conflict",
  MAX_API_KEYS_PER_ORG_EXCEEDED: "limit",
  MAX_PUBLIC_API_KEY_REACHED: "limit",
  CANNOT_DEMOTE_LAST_ORG_OWNER: "conflict",
  CANNOT_DELETE_LAST_ADMIN: "conflict",
  WRITES_NOT_ALLOWED_DURING_APP_UPGRADES: "unavailable",
};

/**
 * What a response that is not 2xx means.
 * @param notFoundCodes error codes that mean, for this call, that the object itself does not exist
 */
export function kindOf(response: HttpResponse, notFoundCodes: readonly string[]): ProblemKind {
  const { status, errorCode, bodyKind } = response;
  if (errorCode !== undefined) {
    if (notFoundCodes.includes(errorCode) && (status === 400 || status === 404)) return "gone";
    const kind = kindsByCode[errorCode];
    if (kind !== undefined) return kind;
  }
  if (status >= 300 && status < 400) return "redirect";
  if (status === 401) return "credentials";
  if (status === 402) return "payment";
  if (status === 403) return bodyKind === "json" ? "permission" : "unexpected";
  if (status === 409) return "conflict";
  if (status === 429) return "rate-limit";
  if (status === 400 && bodyKind === "json") return "invalid";
  return status >= 500 ? "unavailable" : "unexpected";
}
