import { setTimeout as wait } from "node:timers/promises";
import { AtlasError } from "../http/atlas-error";
import type { HttpResponse, ResponseOrReset } from "../http/response";
import type { Fault } from "./fault.generated";

/**
 * Applies the part of a fault that comes before the operation.
 * @returns what the client gets instead of the operation's response, or undefined if the operation is to be executed
 * @throws AtlasError for a fault of kind `status`
 */
export async function applyBeforeOperation(fault: Fault | undefined): Promise<ResponseOrReset | undefined> {
  switch (fault?.kind) {
    case "status":
      throw statusError(fault);
    case "reset-before":
      return "reset";
    case "html":
      return proxyErrorPage(fault.status ?? 502);
    case "delay":
      await wait(fault.ms, undefined, { ref: false });
      return undefined;
    default:
      return undefined;
  }
}

/** Applies the part of a fault that comes after the operation. */
export function applyToResponse(fault: Fault | undefined, response: HttpResponse): ResponseOrReset {
  if (fault?.kind === "reset-after-commit") return "reset";
  if (fault?.kind !== "truncate" || response.body === undefined) return response;
  return { ...response, body: response.body.slice(0, Math.floor(response.body.length / 2)) };
}

const defaultCodes: Readonly<Record<number, string>> = {
  401: "USER_UNAUTHORIZED",
  403: "ACCESS_FORBIDDEN",
  404: "RESOURCE_NOT_FOUND",
  405: "WRITES_NOT_ALLOWED_DURING_APP_UPGRADES",
  429: "RATE_LIMITED",
  503: "SERVICE_UNAVAILABLE",
};

function statusError(fault: Extract<Fault, { kind: "status" }>): AtlasError {
  return new AtlasError({
    status: fault.status,
    errorCode: fault.errorCode ?? defaultCodes[fault.status] ?? "UNEXPECTED_ERROR",
    detail: fault.detail ?? "A fault of the emulator causes this error.",
    headers: fault.retryAfterS === undefined ? {} : { "Retry-After": String(fault.retryAfterS) },
  });
}

function proxyErrorPage(status: number): HttpResponse {
  const body = `<!DOCTYPE html>\n<html><head><title>${status}</title></head><body><h1>Bad gateway</h1></body></html>\n`;
  return { status, headers: { "Content-Type": "text/html; charset=utf-8", Server: "proxy" }, body };
}
