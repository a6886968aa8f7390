import type { FaultCase } from "./fault-case";

/** Where the usual end of a fault is not the right one. */
export interface Exception {
  readonly why: string;
  /** Given where it is right only when the fault is over after one request, or only when it lasts. */
  readonly only?: "once" | "lasting";
  readonly applies: (faultCase: FaultCase) => boolean;
  readonly ends: (usual: string, faultCase: FaultCase) => string | readonly string[];
}
