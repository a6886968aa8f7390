import type { KillHarness, Outcome } from "./harness";
import type { KillPoint } from "./points";

/** Runs the points one after the other, those with an empty stack first; reports each result at once. */
export async function runPoints(
  points: readonly KillPoint[],
  open: (begin: "empty" | "applied") => Promise<KillHarness>,
  tell: (outcome: Outcome) => void,
): Promise<void> {
  for (const begin of ["empty", "applied"] as const) {
    const own = points.filter(({ run }) => (run === "up") === (begin === "empty"));
    if (own.length === 0) continue;
    const harness = await open(begin);
    try {
      for (const point of own) tell(await harness.run(point));
    } finally {
      await harness.close();
    }
  }
}
