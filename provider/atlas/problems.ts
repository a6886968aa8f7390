import { type ApiProblem, AtlasApiError, type ProblemKind } from "../core/errors";
import type { HttpAnswer } from "../http/request";
import { type Api, mixUpAdvice } from "./apis";
import { foreignRoleAdvice } from "./known-roles";

/** What a problem is about: enough to say who was refused what, and where. */
export interface ProblemSubject {
  readonly operation: string;
  readonly target: string;
  /** The role that Atlas documents for the operation. */
  readonly needs: string;
  /** Error codes that mean that the very object of the call does not exist. */
  readonly gone: readonly string[];
  /** Who called, without a secret: `API key abcdefgh`. */
  readonly caller: string;
  /** Which of the two APIs was called. */
  readonly api: Pick<Api, "name" | "title">;
}

/** Error codes whose meaning does not follow from the status; codes not listed here are judged by their status. */
const kinds: Readonly<Record<string, ProblemKind>> = {
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

/** Turns an answer that is not 2xx into the error that the user reads. */
export function problemOf(answer: HttpAnswer, subject: ProblemSubject): AtlasApiError {
  const kind = kindOf(answer, subject.gone);
  const body = bodyOf(answer.json);
  const problem: ApiProblem = {
    operation: subject.operation,
    target: subject.target,
    status: answer.status,
    errorCode: answer.errorCode,
    detail: body.detail,
    parameters: body.parameters,
    kind,
  };
  return new AtlasApiError(
    `${`${subject.operation} ${subject.target}`.trim()}: ${happened(answer, problem, subject)}. ${adviceFor(problem, subject, answer)}`,
    problem,
  );
}

function kindOf(answer: HttpAnswer, gone: readonly string[]): ProblemKind {
  const { status, errorCode } = answer;
  const known = errorCode === undefined ? undefined : kinds[errorCode];
  if (errorCode !== undefined && gone.includes(errorCode) && (status === 400 || status === 404))
    return "gone";
  if (known !== undefined) return known;
  if (status >= 300 && status < 400) return "redirect";
  if (status === 401) return "credentials";
  if (status === 402) return "payment";
  if (status === 403) return answer.bodyKind === "json" ? "permission" : "unexpected";
  if (status === 409) return "conflict";
  if (status === 429) return "rate-limit";
  if (status === 400 && answer.bodyKind === "json") return "invalid";
  return status >= 500 ? "unavailable" : "unexpected";
}

function happened(answer: HttpAnswer, problem: ApiProblem, subject: ProblemSubject): string {
  const { title } = subject.api;
  const said = saying(answer, problem, title);
  const tries =
    answer.attempts > 1
      ? `, after ${answer.attempts} attempt${answer.attempts === 1 ? "" : "s"} in ${seconds(answer.elapsedMs)}`
      : "";
  switch (problem.kind) {
    case "credentials":
      return `${title} did not accept the credentials (${subject.caller})${said}`;
    case "permission":
      return `${subject.caller} lacks a role for this${said}`;
    case "access-list":
      return `the address of this machine is not allowed to use ${subject.caller}${said}`;
    case "container-missing":
      return `it does not exist, or ${subject.caller} cannot see it${said}`;
    case "gone":
      return `it does not exist${said}`;
    case "redirect":
      return `the server sends us to ${answer.location ?? "another address"} (status ${answer.status}), and credentials are not sent there`;
    case "rate-limit":
      return `${title} still limits the rate of requests${tries}${said}`;
    default:
      return `${refusal(answer, title)}${tries}${said}`;
  }
}

/** Answers without Atlas's error body come from something in between. */
function refusal(answer: HttpAnswer, title: string): string {
  if (answer.bodyKind === "html")
    return `an HTML page came back with status ${answer.status}, so this was not ${title} but a proxy or gateway`;
  if (answer.status >= 500) return `${title} had a problem of its own, status ${answer.status}`;
  return `${title} refused it, status ${answer.status}`;
}

function saying(answer: HttpAnswer, problem: ApiProblem, title: string): string {
  if (answer.bodyKind !== "json") return "";
  const text = problem.detail === undefined ? "" : ` "${problem.detail}"`;
  if (problem.errorCode === undefined) return text === "" ? "" : `: ${title} says${text}`;
  return `: ${title} says ${problem.errorCode}${text}`;
}

function adviceFor(problem: ApiProblem, subject: ProblemSubject, answer: HttpAnswer): string {
  const code = problem.errorCode ?? "";
  if (roleRefusals.has(code)) {
    const foreign = foreignRoleAdvice(problem.parameters, subject.api.name);
    if (foreign !== undefined) return foreign;
  }
  return codeAdvice[code] ?? advice[problem.kind](subject, answer);
}

/** Codes by which a role is refused that is not one there. */
const roleRefusals: ReadonlySet<string> = new Set([
  "INVALID_ROLE_FOR_GROUP",
  "INVALID_ROLE_FOR_ORG",
  "INVALID_ENUM_VALUE",
]);

/** Said under two names: the documents' and, as seen for others of their kind, the live service's. */
const ownAddress =
  "An entry that lets this machine in cannot be taken from the key that this machine uses: run it from another address, or with other credentials";

/** Codes for which more can be said than for their kind. */
const codeAdvice: Readonly<Record<string, string>> = {
  ...mixUpAdvice,
  API_KEY_MUST_BE_ASSOCIATED_WITH_PAYING_ORG:
    "Use credentials of an organization that pays for others (a paying organization with cross-organization billing), or make the organization in Atlas and manage it by its orgId",
  CANNOT_REMOVE_CALLER_FROM_WHITELIST: ownAddress,
  CANNOT_REMOVE_CALLER_FROM_ACCESS_LIST: ownAddress,
  ORG_NOT_EMPTY: "Delete or move its projects first, then run it again",
  MAX_API_KEYS_PER_ORG_EXCEEDED: "An organization holds 500 API keys: delete what is not needed any more",
};

/** An access list is for its own key and for owners; the code is known under both spellings. */
const ownListOnly: ReadonlySet<string> = new Set([
  "API_KEY_ACCESS_LIST_ACCESS_DENIED",
  "API_KEY_WHITELIST_ACCESS_DENIED",
]);

const retryLater = () => "Nothing was changed here; run it again later";

const advice: Readonly<Record<ProblemKind, (subject: ProblemSubject, answer: HttpAnswer) => string>> = {
  gone: () => "If it was deleted in Atlas, run `pulumi up --refresh` to make it again",
  "container-missing": (subject, answer) =>
    answer.errorCode === "USER_CANNOT_ACCESS_GROUP"
      ? `Check the id, and that the credentials belong to that organization; in it they need the role ${subject.needs} there`
      : "Check the id, and that the credentials belong to that organization",
  credentials: () =>
    "Check that the key or token exists, is not expired, and that public and private half belong together",
  permission: (subject, answer) =>
    `It needs the role ${subject.needs}: grant it to ${subject.caller}, or use ${
      ownListOnly.has(answer.errorCode ?? "") ? "the key's own or other" : "other"
    } credentials`,
  "access-list": (subject, answer) =>
    `Add ${addressIn(answer)} to the access list of ${subject.caller} in Atlas (Organization Access Manager, Applications)`,
  conflict: () => "Look at it in Atlas, then run it again",
  invalid: () => "Correct what Atlas names and run it again",
  limit: () => "Delete what is not needed any more, or ask MongoDB support for a higher limit",
  payment: () => "Settle the organization's billing in Atlas, then run it again",
  "rate-limit": () => "Wait a minute and run it again; fewer resources at once (`--parallel`) help too",
  unavailable: retryLater,
  redirect: () =>
    "Check mongodbatlas:baseUrl: it is scheme and host alone, such as https://cloud.mongodb.com",
  unexpected: (_, answer) =>
    answer.bodyKind === "json"
      ? "Nothing was changed here"
      : "Check mongodbatlas:baseUrl and the proxy settings",
};

function addressIn(answer: HttpAnswer): string {
  const [first] = bodyOf(answer.json).parameters;
  return typeof first === "string" && /^[0-9a-f.:]{2,45}$/i.test(first)
    ? first
    : "the address of this machine";
}

function bodyOf(json: unknown): { detail: string | undefined; parameters: readonly unknown[] } {
  if (json === null || typeof json !== "object") return { detail: undefined, parameters: [] };
  const { detail, parameters } = json as { detail?: unknown; parameters?: unknown };
  return {
    detail: typeof detail === "string" ? shortened(detail) : undefined,
    parameters: Array.isArray(parameters) ? parameters : [],
  };
}

/** One line of text of bounded length, whatever the server sent. */
function shortened(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  const line = text.replace(/[\u0000-\u001f\u007f]+/g, " ").trim();
  return line.length > 300 ? `${line.slice(0, 300)}…` : line;
}

function seconds(ms: number): string {
  return `${Math.max(1, Math.round(ms / 1000))} s`;
}
