/**
 * Writes one line for each HTTP request: time, operation, target, status or error code, attempt, milliseconds. A line has
 * no headers and no bodies.
 */
import { appendFileSync } from "node:fs";
import type { TraceTarget } from "./settings";
import { type Transport, TransportError } from "./wire-request";

/** Writes one line for each request that `next` sends. Without a target, returns `next` itself. */
export function withTrace(next: Transport, target: TraceTarget, now: () => number): Transport {
  if (target === undefined) return next;
  const write = lineWriter(target);
  return async (request) => {
    const startedAt = now();
    const line = (result: string) =>
      `${new Date(startedAt).toISOString()} ${oneLine(request.operation)} | ${oneLine(request.target)} | ` +
      `${result} | attempt ${request.attempt} | ${now() - startedAt} ms\n`;
    try {
      const response = await next(request);
      write(line(String(response.status)));
      return response;
    } catch (error) {
      write(line(error instanceof TransportError ? error.code : "failed"));
      throw error;
    }
  };
}

function lineWriter(target: NonNullable<TraceTarget>): (line: string) => void {
  if (target.kind === "stderr") return (line) => process.stderr.write(line);
  let failed = false;
  return (line) => {
    if (failed) return;
    try {
      appendFileSync(target.path, line, { mode: 0o600 });
    } catch (error) {
      // A trace that cannot be written must not fail the run. It is reported once.
      failed = true;
      const { code } = error as { code?: string };
      process.stderr.write(
        `ATLAS_ACCESS_DEBUG: cannot write the trace file (${code ?? "unknown"}); tracing is off\n`,
      );
    }
  };
}

function oneLine(text: string): string {
  return text.replace(/\p{Cc}/gu, " ");
}
