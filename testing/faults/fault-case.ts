import type { FaultKind } from "./fault-kinds";
import type { Operation } from "./operation";

/** One operation, one fault, and the request that meets it. */
export interface FaultCase {
  readonly operation: Operation;
  readonly fault: FaultKind;
  /** The operation's n-th request, from 1, and its name. */
  readonly request: number;
  readonly asks: string;
  readonly method: string;
  /** Whether all later requests meet the fault too. */
  readonly lasting: boolean;
  /** Atlas after the operation without a fault. */
  readonly expected: string;
  readonly usualRequests: number;
}
