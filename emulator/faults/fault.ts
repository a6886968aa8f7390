import { z } from "zod";
import { pathText } from "../store/seed-schema";

const base = {
  operation: z.string(),
  times: z.int().min(1).optional(),
};

const fault: z.ZodType<Fault> = z.discriminatedUnion("kind", [
  z.strictObject({
    ...base,
    kind: z.literal("status"),
    status: z.int().min(400).max(599),
    errorCode: z.string().optional(),
    detail: z.string().optional(),
    retryAfterS: z.int().min(0).optional(),
  }),
  z.strictObject({ ...base, kind: z.literal("reset-before") }),
  z.strictObject({ ...base, kind: z.literal("reset-after-commit") }),
  z.strictObject({ ...base, kind: z.literal("delay"), ms: z.int().min(0).max(600_000) }),
  z.strictObject({ ...base, kind: z.literal("html"), status: z.int().min(200).max(599).optional() }),
  z.strictObject({ ...base, kind: z.literal("truncate") }),
  z.strictObject({ ...base, kind: z.literal("stale-read"), ms: z.int().min(0).max(600_000) }),
]);

const faults = z.array(fault);

/**
 * Something that goes wrong for requests of an operation:
 * - `status`: answers that status and nothing is done (`errorCode`, `detail`, `retryAfterS` if given)
 * - `reset-before`: drops the connection, nothing is done
 * - `reset-after-commit`: does it, then drops the connection
 * - `delay`: waits `ms`, then goes on as usual
 * - `html`: answers a proxy's error page (`status`, 502 by default), nothing is done
 * - `truncate`: does it, then answers half of the body
 * - `stale-read`: reads answer the world as it was `ms` before
 */
export type Fault = {
  /** An operationId of the official document, one of its newer names, `oauthToken`, `oauthRevoke`, or `*`. */
  operation: string;
  /** How many requests it meets; without it, all until it is cleared. */
  times?: number | undefined;
} & (
  | {
      kind: "status";
      status: number;
      errorCode?: string | undefined;
      detail?: string | undefined;
      retryAfterS?: number | undefined;
    }
  | { kind: "html"; status?: number | undefined }
  | { kind: "delay" | "stale-read"; ms: number }
  | { kind: "reset-before" | "reset-after-commit" | "truncate" }
);

type WithoutOperation<F> = F extends unknown ? Omit<F, "operation"> : never;

/** A fault for `fail`: in full, or a status, or `"reset"`; the short forms meet one request. */
export type FaultSpec = WithoutOperation<Fault> | number | "reset";

export class FaultError extends Error {
  override readonly name = "FaultError";
}

/** Checks a list of faults. @throws FaultError naming the place and what was expected. */
export function parseFaults(value: unknown, operations: ReadonlySet<string>): Fault[] {
  const result = faults.safeParse(value);
  if (!result.success) {
    const issue = result.error.issues[0];
    throw new FaultError(`${pathText(issue?.path ?? [])}: ${issue?.message ?? "not valid"}`);
  }
  result.data.forEach(({ operation }, i) => {
    if (operation !== "*" && !operations.has(operation)) {
      throw new FaultError(`[${i}].operation: there is no operation "${operation}" here`);
    }
  });
  return result.data;
}

export function fromSpec(operation: string, spec: FaultSpec): unknown {
  if (typeof spec === "number") return { operation, kind: "status", status: spec, times: 1 };
  if (spec === "reset") return { operation, kind: "reset-before", times: 1 };
  return { operation, ...spec };
}
