/** Decodes a response. A body that is not valid UTF-8 JSON of a JSON media type counts as no JSON at all. */

import type { RateLimit, ResponseEvent } from "./settings";
import type { WireRequest, WireResponse } from "./wire-request";

/** Headers by lower-case name, as undici returns them. */
export type ResponseHeaders = Readonly<Record<string, string | string[] | undefined>>;

/**
 * @param baseUrl base of a relative Location
 * @param now milliseconds since 1970, for a Retry-After that is a date
 */
export function decodeResponse(
  status: number,
  headers: ResponseHeaders,
  body: Uint8Array,
  baseUrl: string,
  now: number,
): WireResponse {
  const contentType = firstValue(headers["content-type"]) ?? "";
  const { json, bodyKind } = decodeBody(contentType, body);
  const challenge = headers["www-authenticate"];
  return {
    status,
    contentType,
    json,
    bodyKind,
    errorCode: parseErrorCode(json),
    retryAfterS: parseRetryAfter(firstValue(headers["retry-after"]), now),
    location: redirectOrigin(firstValue(headers.location), baseUrl),
    serverTimeMs: parseDate(firstValue(headers.date)),
    challenges: challenge === undefined ? [] : [challenge].flat(),
    rateLimit: parseRateLimit(headers),
  };
}

/** The event for `onResponse`: the server's date and rate limit. */
export function responseEvent(
  { method, path }: WireRequest,
  status: number,
  headers: ResponseHeaders,
  times: { readonly sentAt: number; readonly arrivedAt: number },
): ResponseEvent {
  return {
    method,
    path,
    status,
    date: firstValue(headers.date),
    rateLimit: parseRateLimit(headers),
    ...times,
  };
}

function parseRateLimit(headers: ResponseHeaders): RateLimit | undefined {
  const capacity = parseCount(headers["ratelimit-limit"]);
  const remaining = parseCount(headers["ratelimit-remaining"]);
  return capacity === undefined || remaining === undefined ? undefined : { capacity, remaining };
}

function parseCount(value: string | string[] | undefined): number | undefined {
  const text = firstValue(value)?.trim() ?? "";
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

const strictUtf8 = new TextDecoder("utf-8", { fatal: true });

function decodeBody(contentType: string, body: Uint8Array): Pick<WireResponse, "json" | "bodyKind"> {
  if (body.length === 0) return { json: undefined, bodyKind: "empty" };
  const mediaType = (contentType.split(";")[0] ?? "").trim().toLowerCase();
  if (mediaType !== "application/json" && !mediaType.endsWith("+json")) {
    const html = mediaType === "text/html" || /^\s*<(!doctype|html|head|body)\b/i.test(latin1Start(body));
    return { json: undefined, bodyKind: html ? "html" : "other" };
  }
  try {
    return { json: JSON.parse(strictUtf8.decode(body)), bodyKind: "json" };
  } catch {
    // The parser's message is dropped: it would quote the body.
    return { json: undefined, bodyKind: "broken-json" };
  }
}

function latin1Start(body: Uint8Array): string {
  return Buffer.from(body.subarray(0, 256)).toString("latin1");
}

function parseErrorCode(json: unknown): string | undefined {
  if (typeof json !== "object" || json === null || !Object.hasOwn(json, "errorCode")) return undefined;
  const { errorCode } = json as { errorCode?: unknown };
  return typeof errorCode === "string" && /^[A-Za-z0-9_.-]{1,128}$/.test(errorCode) ? errorCode : undefined;
}

/** Seconds from now, from a number of seconds or an HTTP date; undefined when absent or unreadable. */
export function parseRetryAfter(value: string | undefined, now: number): number | undefined {
  if (value === undefined) return undefined;
  const text = value.trim();
  if (/^\d{1,9}$/.test(text)) return Number(text);
  if (!/[a-z]/i.test(text)) return undefined;
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - now) / 1000));
}

/** Milliseconds since 1970, from an HTTP date; undefined when absent or unreadable. */
function parseDate(value: string | undefined): number | undefined {
  const ms = value === undefined ? Number.NaN : Date.parse(value);
  return Number.isNaN(ms) ? undefined : ms;
}

/** Scheme and host of a redirect. Its path and query may hold secrets. */
function redirectOrigin(location: string | undefined, baseUrl: string): string | undefined {
  if (location === undefined) return undefined;
  const url = URL.canParse(location, baseUrl) ? new URL(location, baseUrl) : undefined;
  return url === undefined || url.host === "" ? "an unreadable address" : `${url.protocol}//${url.host}`;
}

function firstValue(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}
