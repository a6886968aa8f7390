import { setTimeout as wait } from "node:timers/promises";
import type { Core, Trace } from "../server/context";
import type { Reply } from "../http/response";
import { AtlasProblem } from "../http/atlas-error";
import type { Fault } from "./fault";

/** What goes back to the client: an answer, or nothing but a dropped connection. */
export type Outcome = Reply | "drop";

/** Lets the request meet a fault, if one waits for it, and does what comes before the operation. */
export async function meetFault(
  core: Core,
  names: readonly string[],
  method: string,
  trace: Trace,
): Promise<{ readonly fault?: Fault; readonly outcome?: Outcome }> {
  const fault = core.faults.meet(names, method === "GET");
  if (fault === undefined) return {};
  trace.fault = fault.kind;
  if (fault.kind === "status") throw statusProblem(fault);
  if (fault.kind === "reset-before") return { fault, outcome: "drop" };
  if (fault.kind === "html") return { fault, outcome: proxyPage(fault.status ?? 502) };
  if (fault.kind === "delay") await wait(fault.ms, undefined, { ref: false });
  return { fault };
}

/** Does what comes after the operation. */
export function afterwards(fault: Fault | undefined, reply: Reply): Outcome {
  if (fault?.kind === "reset-after-commit") return "drop";
  if (fault?.kind !== "truncate" || reply.body === undefined) return reply;
  return { ...reply, body: reply.body.slice(0, Math.floor(reply.body.length / 2)) };
}

const usualCodes: Readonly<Record<number, string>> = {
  401: "USER_UNAUTHORIZED",
  403: "ACCESS_FORBIDDEN",
  404: "RESOURCE_NOT_FOUND",
  405: "WRITES_NOT_ALLOWED_DURING_APP_UPGRADES",
  429: "RATE_LIMITED",
  503: "SERVICE_UNAVAILABLE",
};

function statusProblem(fault: Extract<Fault, { kind: "status" }>): AtlasProblem {
  return new AtlasProblem({
    status: fault.status,
    errorCode: fault.errorCode ?? usualCodes[fault.status] ?? "UNEXPECTED_ERROR",
    detail: fault.detail ?? "The emulator was told to answer so.",
    headers: fault.retryAfterS === undefined ? {} : { "Retry-After": String(fault.retryAfterS) },
  });
}

function proxyPage(status: number): Reply {
  const body = `<!DOCTYPE html>\n<html><head><title>${status}</title></head><body><h1>Bad gateway</h1></body></html>\n`;
  return { status, headers: { "Content-Type": "text/html; charset=utf-8", Server: "proxy" }, body };
}
