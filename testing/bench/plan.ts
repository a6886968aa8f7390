import type { Work } from "./bench-stack";
import type { Caller, Subject } from "./subjects";

/** Milliseconds that every answer of the emulator waits. */
export const latencyMs = 150;

/** One size, and what is measured at it. */
export interface Step {
  readonly count: number;
  readonly rounds: number;
  /** Applied by `up`, or written by `pulumi stack import` where an `up` would take minutes. */
  readonly state: "applied" | "imported";
  readonly caller: Caller;
  readonly rateLimits: "off" | "real";
  readonly subjects: readonly Subject["name"][];
  /** In this order, in every round. */
  readonly workloads: readonly Work[];
  /** Measured in the first round only, for this package: only the requests are counted. */
  readonly once: readonly Work[];
}

const refreshes = ["refresh --preview-only", "preview --refresh"] as const;
const both = ["ours", "nothing"] as const;
const withPlugin = ["ours", "plugin", "nothing"] as const;
const all = ["ours", "usual", "nothing"] as const;

const applied = {
  state: "applied",
  caller: "key",
  rateLimits: "off",
  workloads: ["up", ...refreshes],
  once: ["no-op up", "no-op preview", "destroy"],
} as const;

/** An organization holds 500 keys, so there the caller is a service account. */
const full = { count: 500, caller: "account", state: "imported", once: [] } as const;

/** What is measured, smallest first. */
export function plan(quick: boolean): readonly Step[] {
  const some = quick ? 2 : 5;
  const steps: readonly Step[] = [
    { ...applied, count: 1, rounds: quick ? 3 : 5, subjects: all },
    { ...applied, count: 10, rounds: quick ? 3 : 5, subjects: all },
    { ...applied, count: 100, rounds: some, subjects: all },
    { ...full, rounds: quick ? 3 : 5, rateLimits: "off", subjects: withPlugin, workloads: refreshes },
    { ...full, rounds: 1, rateLimits: "real", subjects: ["ours"], workloads: refreshes },
  ];
  // The engine rewrites its whole state at every step of an `up`: here it takes minutes.
  return quick ? steps : [...steps, { ...applied, caller: "account", count: 500, rounds: 2, subjects: both }];
}
