import type { FaultSpec } from "../../emulator";

/** One way in which a request fails. */
export interface FaultKind {
  /** As the table calls it. */
  readonly name: string;
  readonly spec: Exclude<FaultSpec, number | "reset">;
  /** Only requests that read can meet it. */
  readonly readsOnly?: true;
  /** Never answered by a repetition, so that it makes no difference whether it lasts. */
  readonly onceOnly?: true;
}

/** Milliseconds that one attempt may take where answers come late, and how late they come. */
export const timeoutMs = 1_000;
export const lateMs = 3_000;

const final = [400, 402, 404, 409];
const others = [401, 403, 405, 500, 502, 503];

/** Every fault kind that the emulator knows. */
export const faultKinds: readonly FaultKind[] = [
  ...final.map(
    (status) => ({ name: `${status}`, spec: { kind: "status", status }, onceOnly: true }) as const,
  ),
  ...others.map((status) => ({ name: `${status}`, spec: { kind: "status", status } }) as const),
  { name: "429", spec: { kind: "status", status: 429 } },
  { name: "429, Retry-After", spec: { kind: "status", status: 429, retryAfterS: 30 } },
  { name: "reset before", spec: { kind: "reset-before" } },
  { name: "reset after commit", spec: { kind: "reset-after-commit" } },
  { name: "late response", spec: { kind: "delay", ms: lateMs } },
  { name: "HTML page, 502", spec: { kind: "html" } },
  { name: "HTML page, 200", spec: { kind: "html", status: 200 } },
  { name: "truncated body", spec: { kind: "truncate" } },
  { name: "stale read", spec: { kind: "stale-read", ms: 60_000 }, readsOnly: true },
];
