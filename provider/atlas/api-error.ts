import { describeAttempts } from "../http/durations";
import type { HttpResponse } from "../http/request";
import type { ErrorContext } from "./error-context";
import { hintFor } from "./error-hints";
import { kindOf } from "./error-kinds";
import { type ApiProblem, AtlasApiError } from "./errors";

/** The error for a response that is not 2xx. */
export function toApiError(response: HttpResponse, context: ErrorContext): AtlasApiError {
  const { operation, target } = context;
  const { status, errorCode } = response;
  const kind = kindOf(response, context.notFoundCodes);
  const problem: ApiProblem = {
    operation,
    target,
    status,
    errorCode,
    ...parseErrorBody(response.json),
    kind,
  };
  const subject = `${operation} ${target}`.trim();
  const what = describe(response, problem, context);
  return new AtlasApiError(`${subject}: ${what}. ${hintFor(problem, context, response)}`, problem);
}

function describe(response: HttpResponse, problem: ApiProblem, { api, caller }: ErrorContext): string {
  const { title } = api;
  const quote = quoteAtlas(response, problem, title);
  const attempts =
    response.attempts > 1 ? `, after ${describeAttempts(response.attempts, response.elapsedMs)}` : "";
  switch (problem.kind) {
    case "credentials":
      return `${title} did not accept the credentials (${caller})${quote}`;
    case "permission":
      return `${caller} lacks a role for this${quote}`;
    case "access-list":
      return `the address of this machine is not allowed to use ${caller}${quote}`;
    case "container-missing":
      return `it does not exist, or ${caller} cannot see it${quote}`;
    case "gone":
      return `it does not exist${quote}`;
    case "redirect":
      return `the server redirected to ${response.location ?? "another address"} (status ${response.status}); redirects are not followed, so credentials are not sent there`;
    case "rate-limit":
      return `${title} still limits the rate of requests${attempts}${quote}`;
    default:
      return `${describeStatus(response, title)}${attempts}${quote}`;
  }
}

function describeStatus({ bodyKind, status }: HttpResponse, title: string): string {
  if (bodyKind === "html") {
    return `an HTML page came back with status ${status}, so this was not ${title} but a proxy or gateway`;
  }
  if (status >= 500) return `${title} returned a server error (status ${status})`;
  return `${title} rejected the request (status ${status})`;
}

/** Error code and detail of Atlas's error body. Without one, the response may not come from Atlas at all. */
function quoteAtlas({ bodyKind }: HttpResponse, { errorCode, detail }: ApiProblem, title: string): string {
  if (bodyKind !== "json") return "";
  const parts = [errorCode, detail === undefined ? undefined : `"${detail}"`].filter(
    (part) => part !== undefined,
  );
  return parts.length === 0 ? "" : `: ${title} says ${parts.join(" ")}`;
}

function parseErrorBody(json: unknown): Pick<ApiProblem, "detail" | "parameters"> {
  if (json === null || typeof json !== "object") return { detail: undefined, parameters: [] };
  const { detail, parameters } = json as { detail?: unknown; parameters?: unknown };
  return {
    detail: typeof detail === "string" ? toLine(detail) : undefined,
    parameters: Array.isArray(parameters) ? parameters : [],
  };
}

/** One line of bounded length, for any text of a server. */
function toLine(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are removed here
  const line = text.replace(/[\u0000-\u001f\u007f]+/g, " ").trim();
  return line.length > 300 ? `${line.slice(0, 300)}…` : line;
}
