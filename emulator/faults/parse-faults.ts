import { z } from "zod";
import { issueText } from "../types/schema-issue";
import type { Fault } from "./fault.generated";
import { faultSchema } from "./fault-schema";

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
