import type { Fault } from "./fault";

/** The faults in force. Each request meets at most one: the first that fits and still has times left. */
export class Faults {
  #active: { readonly fault: Fault; left: number }[] = [];

  set(faults: readonly Fault[]): void {
    this.#active = [];
    this.add(faults);
  }

  add(faults: readonly Fault[]): void {
    this.#active.push(...faults.map((fault) => ({ fault, left: fault.times ?? Number.POSITIVE_INFINITY })));
  }

  /** Those that still have times left, with `times` counted down. */
  all(): Fault[] {
    return this.#active.map(({ fault, left }) => (Number.isFinite(left) ? { ...fault, times: left } : fault));
  }

  /** How far back the furthest stale read looks. */
  staleMs(): number {
    return Math.max(0, ...this.#active.map(({ fault }) => (fault.kind === "stale-read" ? fault.ms : 0)));
  }

  /** The fault that meets a request of an operation known by these names, used up by one. */
  meet(names: readonly string[], isRead: boolean): Fault | undefined {
    const found = this.#active.find(
      ({ fault }) =>
        (fault.operation === "*" || names.includes(fault.operation)) &&
        (isRead || fault.kind !== "stale-read"),
    );
    if (found === undefined) return undefined;
    found.left -= 1;
    if (found.left <= 0) this.#active = this.#active.filter((other) => other !== found);
    return found.fault;
  }
}
