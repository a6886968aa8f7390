import { type Cell, type Outcome, rehearse, runCell } from "./case";
import { faultKinds } from "./fault-kinds";
import { operations } from "./operations";
import { Lane } from "./worker";

/** Cells with late answers, or a sink that hangs, mostly wait, so that many go side by side; the others are busy. */
const lanes = { late: 24, busy: 3 };

/** Which requests of an operation meet the fault: one alone, or all from that one on. */
export type Extent = "one" | "all";

/** Runs the cells of an extent; outcomes come in their order. */
export async function runMatrix(extent: Extent): Promise<readonly Outcome[]> {
  const cells = await cellsOf(extent);
  const outcomes = new Map<Cell, Outcome>();
  const isLate = ({ fault, operation }: Cell) => fault.spec.kind === "delay" || operation.waits === true;
  const queues = [
    ...Array.from({ length: lanes.late }, () => cells.filter(isLate).values()),
    ...Array.from({ length: lanes.busy }, () => cells.filter((cell) => !isLate(cell)).values()),
  ];
  // Lanes of one sort share one queue.
  const [late, busy] = [queues[0], queues[lanes.late]];
  await Promise.all(
    queues.map(async (_, at) => {
      const lane = await Lane.open();
      for (const cell of (at < lanes.late ? late : busy) ?? []) outcomes.set(cell, await runCell(lane, cell));
      await lane.close();
    }),
  );
  return cells.flatMap((cell) => outcomes.get(cell) ?? []);
}

async function cellsOf(extent: Extent): Promise<Cell[]> {
  const lasting = extent === "all";
  const kinds = faultKinds.filter(({ onceOnly }) => !(lasting && onceOnly));
  const lane = await Lane.open();
  const cells: Cell[] = [];
  for (const operation of operations()) {
    const { requests, expected } = await rehearse(lane, operation);
    for (const [at, { operationId, method }] of requests.entries()) {
      if (operation.meets !== undefined && operation.meets !== operationId) continue;
      for (const fault of kinds.filter(({ readsOnly }) => !readsOnly || method === "GET")) {
        const about = { operation, fault, request: at + 1, asks: operationId, lasting };
        cells.push({ ...about, expected, usualRequests: requests.length });
      }
    }
  }
  await lane.close();
  return cells;
}
