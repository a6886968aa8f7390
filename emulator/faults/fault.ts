import { z } from "zod";
import { issueText } from "../types/schema-issue";

const common = {
  /** An operationId of the official document, one of its newer names, `oauthToken`, `oauthRevoke`, or `*` for all. */
  operation: z.string(),
  /** How many requests get the fault. Default: all requests until the fault is cleared. */
  times: z.int().min(1).optional(),
};

const faultSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    ...common,
    kind: z.literal("status"),
    status: z.int().min(400).max(599),
    errorCode: z.string().optional(),
    detail: z.string().optional(),
    retryAfterS: z.int().min(0).optional(),
  }),
  z.strictObject({ ...common, kind: z.literal("reset-before") }),
  z.strictObject({ ...common, kind: z.literal("reset-after-commit") }),
  z.strictObject({ ...common, kind: z.literal("delay"), ms: z.int().min(0).max(600_000) }),
  z.strictObject({ ...common, kind: z.literal("html"), status: z.int().min(200).max(599).optional() }),
  z.strictObject({ ...common, kind: z.literal("truncate") }),
  z.strictObject({ ...common, kind: z.literal("stale-read"), ms: z.int().min(0).max(600_000) }),
]);

/**
 * A failure of requests to an operation, by `kind`:
 * - `status`: an error with that status (and `errorCode`, `detail`, `retryAfterS` if given); the request is not executed
 * - `reset-before`: the connection is reset; the request is not executed
 * - `reset-after-commit`: the request is executed, then the connection is reset
 * - `delay`: the request is executed after `ms` milliseconds
 * - `html`: a proxy's error page with that status (default 502); the request is not executed
 * - `truncate`: the request is executed, and half of the response's body is sent
 * - `stale-read`: a read returns the data as it was `ms` milliseconds ago
 */
export type Fault = z.infer<typeof faultSchema>;

type WithoutOperation<F> = F extends unknown ? Omit<F, "operation"> : never;

/** A fault for `fail`: a fault without its operation, or the short forms for one request: a status, or `"reset"`. */
export type FaultSpec = WithoutOperation<Fault> | number | "reset";

/** A fault is not valid; the message names the path and what was expected there. */
export class FaultError extends Error {
  override readonly name = "FaultError";
}

const faultsSchema = z.array(faultSchema);

/** Validates a list of faults. @throws FaultError for a fault that is not valid or names an unknown operation */
export function parseFaults(value: unknown, operations: ReadonlySet<string>): Fault[] {
  const result = faultsSchema.safeParse(value);
  if (!result.success) throw new FaultError(issueText(result.error));
  result.data.forEach(({ operation }, i) => {
    if (operation !== "*" && !operations.has(operation)) {
      throw new FaultError(`[${i}].operation: there is no operation "${operation}" here`);
    }
  });
  return result.data;
}

/** The full form of a fault for `fail`. Not validated. */
export function faultFromSpec(operation: string, spec: FaultSpec): unknown {
  if (typeof spec === "number") return { operation, kind: "status", status: spec, times: 1 };
  if (spec === "reset") return { operation, kind: "reset-before", times: 1 };
  return { operation, ...spec };
}
