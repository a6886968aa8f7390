import type { Fault } from "./fault.generated";

/** The active faults. A request gets at most one: the first that applies to its operation and has times left. */
export class ActiveFaults {
  #active: { readonly fault: Fault; left: number }[] = [];

  set(faults: readonly Fault[]): void {
    this.#active = [];
    this.add(faults);
  }

  add(faults: readonly Fault[]): void {
    this.#active.push(...faults.map((fault) => ({ fault, left: fault.times ?? Number.POSITIVE_INFINITY })));
  }

  /** The faults that still have times left, with `times` counted down. */
  all(): Fault[] {
    return this.#active.map(({ fault, left }) => (Number.isFinite(left) ? { ...fault, times: left } : fault));
  }

  /** How far back the furthest stale read looks. */
  maxStaleMs(): number {
    return Math.max(0, ...this.#active.map(({ fault }) => (fault.kind === "stale-read" ? fault.ms : 0)));
  }

  /** Finds the fault for a request to an operation with these names, and counts it down. */
  take(operationNames: readonly string[], isRead: boolean): Fault | undefined {
    const found = this.#active.find(
      ({ fault }) =>
        (fault.operation === "*" || operationNames.includes(fault.operation)) &&
        (isRead || fault.kind !== "stale-read"),
    );
    if (found === undefined) return undefined;
    found.left -= 1;
    if (found.left <= 0) this.#active = this.#active.filter((other) => other !== found);
    return found.fault;
  }
}
