/** What happens to the run of a day. */
export type DayKind = "usual" | "missed" | "Atlas fails" | "killed" | "late sink" | "sink fails";

/** Shares of a day on which something is due, and of any other day. The rest is usual. */
const shares: Readonly<Record<"due" | "other", Readonly<Partial<Record<DayKind, number>>>>> = {
  due: { killed: 0.35, "Atlas fails": 0.12, "late sink": 0.1, "sink fails": 0.08, missed: 0.08 },
  other: { killed: 0.03, "Atlas fails": 0.03, missed: 0.1 },
};

/** Draws what happens. The last day is usual, so that every simulation ends with a complete run. */
export function drawDay(random: () => number, isDue: boolean): DayKind {
  let at = random();
  for (const [kind, share] of Object.entries(shares[isDue ? "due" : "other"])) {
    if (at < share) return kind as DayKind;
    at -= share;
  }
  return "usual";
}

/** One of the items. */
export function pick<Item>(random: () => number, items: readonly Item[]): Item {
  return items[Math.floor(random() * items.length)] as Item;
}
