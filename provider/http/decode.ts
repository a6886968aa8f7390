/** From status, headers and bytes to an answer. Strict: what is not clean UTF-8 JSON of a JSON type is never guessed at. */

import type { AnswerNotice, RateLimit } from "./settings";
import type { Exchange, WireAnswer } from "./wire-request";

/** Headers by lower-case name, as the wire gives them. */
export type AnswerHeaders = Readonly<Record<string, string | string[] | undefined>>;

/**
 * @param baseUrl what a relative Location is relative to
 * @param now milliseconds since 1970, for a Retry-After that is a date
 */
export function decodeAnswer(
  status: number,
  headers: AnswerHeaders,
  body: Uint8Array,
  baseUrl: string,
  now: number,
): WireAnswer {
  const contentType = first(headers["content-type"]) ?? "";
  const { json, bodyKind } = decodeBody(contentType, body);
  const challenge = headers["www-authenticate"];
  return {
    status,
    contentType,
    json,
    bodyKind,
    errorCode: errorCodeOf(json),
    retryAfterS: readRetryAfter(first(headers["retry-after"]), now),
    location: originOf(first(headers.location), baseUrl),
    challenges: challenge === undefined ? [] : [challenge].flat(),
    rateLimit: rateLimitIn(headers),
  };
}

/** What the headers tell of the server's clock and its rate limits. */
export function answerNotice(
  { method, path }: Exchange,
  status: number,
  headers: AnswerHeaders,
  times: { readonly sentAt: number; readonly arrivedAt: number },
): AnswerNotice {
  return { method, path, status, date: first(headers.date), rateLimit: rateLimitIn(headers), ...times };
}

function rateLimitIn(headers: AnswerHeaders): RateLimit | undefined {
  const capacity = count(headers["ratelimit-limit"]);
  const remaining = count(headers["ratelimit-remaining"]);
  return capacity === undefined || remaining === undefined ? undefined : { capacity, remaining };
}

function count(value: string | string[] | undefined): number | undefined {
  const text = first(value)?.trim() ?? "";
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

const strictUtf8 = new TextDecoder("utf-8", { fatal: true });

function decodeBody(contentType: string, body: Uint8Array): Pick<WireAnswer, "json" | "bodyKind"> {
  if (body.length === 0) return { json: undefined, bodyKind: "empty" };
  const mediaType = (contentType.split(";")[0] ?? "").trim().toLowerCase();
  if (mediaType !== "application/json" && !mediaType.endsWith("+json")) {
    const html = mediaType === "text/html" || /^\s*<(!doctype|html|head|body)\b/i.test(latin1Start(body));
    return { json: undefined, bodyKind: html ? "html" : "other" };
  }
  try {
    return { json: JSON.parse(strictUtf8.decode(body)), bodyKind: "json" };
  } catch {
    // Bytes or text that cannot be read are themselves the finding; the parser's message would quote the body.
    return { json: undefined, bodyKind: "broken-json" };
  }
}

function latin1Start(body: Uint8Array): string {
  return Buffer.from(body.subarray(0, 256)).toString("latin1");
}

function errorCodeOf(json: unknown): string | undefined {
  if (typeof json !== "object" || json === null || !Object.hasOwn(json, "errorCode")) return undefined;
  const { errorCode } = json as { errorCode?: unknown };
  return typeof errorCode === "string" && /^[A-Za-z0-9_.-]{1,128}$/.test(errorCode) ? errorCode : undefined;
}

/** Seconds from now, from a number of seconds or an HTTP date; undefined when absent or unreadable. */
export function readRetryAfter(value: string | undefined, now: number): number | undefined {
  if (value === undefined) return undefined;
  const text = value.trim();
  if (/^\d{1,9}$/.test(text)) return Number(text);
  if (!/[a-z]/i.test(text)) return undefined;
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - now) / 1000));
}

/** Scheme and host of a redirect: enough to say where it leads, without what its path or query may carry. */
function originOf(location: string | undefined, baseUrl: string): string | undefined {
  if (location === undefined) return undefined;
  const url = URL.canParse(location, baseUrl) ? new URL(location, baseUrl) : undefined;
  return url === undefined || url.host === "" ? "an unreadable address" : `${url.protocol}//${url.host}`;
}

function first(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}
