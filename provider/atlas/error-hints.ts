/** What a user can do about an error of the API: the sentence at the end of its message. */

import type { HttpResponse } from "../http/request";
import { wrongApiHints } from "./apis";
import type { ErrorContext } from "./error-context";
import type { ApiProblem, ProblemKind } from "./errors";
import { wrongApiRoleHint } from "./known-roles";

/** The most specific hint: for a role of the other API, else for the error code, else for the kind of error. */
export function hintFor(problem: ApiProblem, context: ErrorContext, response: HttpResponse): string {
  const code = problem.errorCode ?? "";
  const roleHint = roleErrorCodes.has(code)
    ? wrongApiRoleHint(problem.parameters, context.api.name)
    : undefined;
  return roleHint ?? hintsByCode[code] ?? hintsByKind[problem.kind](problem, context, response);
}

/** Error codes for a role that does not exist there. */
const roleErrorCodes: ReadonlySet<string> = new Set([
  "INVALID_ROLE_FOR_GROUP",
  "INVALID_ROLE_FOR_ORG",
  "INVALID_ENUM_VALUE",
]);

const callerAddressHint =
  "A key cannot remove the entry that lets this machine use it: run it from another address, or with other credentials";

const hintsByCode: Readonly<Record<string, string>> = {
  ...wrongApiHints,
  API_KEY_MUST_BE_ASSOCIATED_WITH_PAYING_ORG:
    "Use credentials of an organization that pays for others (a paying organization with cross-organization billing), or make the organization in Atlas and manage it by its orgId",
  // The documentation has the first name. The live service uses the second for other codes of this kind.
  CANNOT_REMOVE_CALLER_FROM_WHITELIST: callerAddressHint,
  CANNOT_REMOVE_CALLER_FROM_ACCESS_LIST: callerAddressHint,
  ORG_NOT_EMPTY: "Delete or move its projects first, then run it again",
  MAX_API_KEYS_PER_ORG_EXCEEDED:
    "An organization can have 500 API keys: delete keys that are not needed any more",
};

/** Only the key itself and organization owners can read an access list. The code is known in two spellings. */
const ownAccessListCodes: ReadonlySet<string> = new Set([
  "API_KEY_ACCESS_LIST_ACCESS_DENIED",
  "API_KEY_WHITELIST_ACCESS_DENIED",
]);

const retryLater = () => "Nothing was changed here; run it again later";

type Hint = (problem: ApiProblem, context: ErrorContext, response: HttpResponse) => string;

const hintsByKind: Readonly<Record<ProblemKind, Hint>> = {
  gone: () => "If it was deleted in Atlas, run `pulumi up --refresh` to create it again",
  "container-missing": ({ errorCode }, { requiredRole }) =>
    errorCode === "USER_CANNOT_ACCESS_GROUP"
      ? `Check the id, and that the credentials belong to that organization; in it they need the role ${requiredRole} there`
      : "Check the id, and that the credentials belong to that organization",
  credentials: () =>
    "Check that the key or token exists, is not expired, and that public and private key belong together",
  permission: ({ errorCode = "" }, { requiredRole, caller }) =>
    `It needs the role ${requiredRole}: grant it to ${caller}, or use ${
      ownAccessListCodes.has(errorCode) ? "the key's own or other" : "other"
    } credentials`,
  "access-list": ({ parameters }, { caller }) =>
    `Add ${parseAddress(parameters[0])} to the access list of ${caller} in Atlas (Organization Access Manager, Applications)`,
  conflict: () => "Check it in Atlas, then run it again",
  invalid: () => "Correct what Atlas names and run it again",
  limit: () => "Delete what is not needed any more, or ask MongoDB support for a higher limit",
  payment: () => "Settle the organization's billing in Atlas, then run it again",
  "rate-limit": () => "Wait a minute and run it again; fewer resources at once (`--parallel`) help too",
  unavailable: retryLater,
  redirect: () =>
    "Check mongodbatlas:baseUrl: it is scheme and host alone, such as https://cloud.mongodb.com",
  unexpected: (_problem, _context, { bodyKind }) =>
    bodyKind === "json" ? "Nothing was changed here" : "Check mongodbatlas:baseUrl and the proxy settings",
};

/** Atlas names the refused address as the first parameter of the error. */
function parseAddress(parameter: unknown): string {
  return typeof parameter === "string" && /^[0-9a-f.:]{2,45}$/i.test(parameter)
    ? parameter
    : "the address of this machine";
}
