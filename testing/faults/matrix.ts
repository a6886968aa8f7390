import type { Host } from "../hosts/host";
import { dynamicHost } from "../hosts/hosts";
import { dryRun, type Outcome, runCase } from "./case";
import type { FaultCase } from "./fault-case";
import { faultKinds } from "./fault-kinds";
import { operations } from "./operations";
import { Worker } from "./worker";

/** Cells with late answers, or a sink that hangs, mostly wait, so that many go side by side; the others are busy. */
const workerCounts = { late: 24, busy: 3 };

/** Which requests of an operation meet the fault: one alone, or all from that one on. */
export type Extent = "one" | "all";

/** Runs the cases of an extent; the results are in their order. */
export async function runMatrix(extent: Extent, host: Host = dynamicHost): Promise<readonly Outcome[]> {
  const cases = await casesOf(extent);
  const outcomes = new Map<FaultCase, Outcome>();
  const isLate = ({ fault, operation }: FaultCase) => fault.spec.kind === "delay" || operation.waits === true;
  const queues = [
    ...Array.from({ length: workerCounts.late }, () => cases.filter(isLate).values()),
    ...Array.from({ length: workerCounts.busy }, () =>
      cases.filter((faultCase) => !isLate(faultCase)).values(),
    ),
  ];
  // Workers of one kind share one queue.
  const [late, busy] = [queues[0], queues[workerCounts.late]];
  await Promise.all(
    queues.map(async (_, at) => {
      const worker = await Worker.open(host);
      for (const faultCase of (at < workerCounts.late ? late : busy) ?? [])
        outcomes.set(faultCase, await runCase(worker, faultCase));
      await worker.close();
    }),
  );
  await repeatAlone(host, outcomes, isLate);
  return cases.flatMap((faultCase) => outcomes.get(faultCase) ?? []);
}

/**
 * Runs cases with late answers again, one after the other, if they did not end as promised: beside all others this process itself
 * may be too late for a time limit.
 */
async function repeatAlone(
  host: Host,
  outcomes: Map<FaultCase, Outcome>,
  isLate: (faultCase: FaultCase) => boolean,
): Promise<void> {
  const again = [...outcomes].filter(([faultCase, { broken }]) => isLate(faultCase) && broken.length > 0);
  if (again.length === 0) return;
  const worker = await Worker.open(host);
  for (const [faultCase] of again) outcomes.set(faultCase, await runCase(worker, faultCase));
  await worker.close();
}

/** The cells whose promises were broken: each by its name, with what was broken. */
export function brokenCases(outcomes: readonly Outcome[]): string[][] {
  return outcomes.flatMap(({ faultCase, broken }) =>
    broken.length > 0 ? [[nameOf(faultCase), ...broken]] : [],
  );
}

function nameOf({ operation, fault, request, asks, lasting }: FaultCase): string {
  const requests = `request ${request} (${asks})${lasting ? " and all later ones" : ""}`;
  return `${operation.resource} ${operation.name}, ${requests}, ${fault.name}`;
}

async function casesOf(extent: Extent): Promise<FaultCase[]> {
  const lasting = extent === "all";
  const kinds = faultKinds.filter(({ onceOnly }) => !(lasting && onceOnly));
  const worker = await Worker.open();
  const cases: FaultCase[] = [];
  for (const operation of operations()) {
    const { requests, expected } = await dryRun(worker, operation);
    for (const [at, { operationId, method }] of requests.entries()) {
      if (operation.meets !== undefined && operation.meets !== operationId) continue;
      for (const fault of kinds.filter(({ readsOnly }) => !readsOnly || method === "GET")) {
        const about = { operation, fault, request: at + 1, asks: operationId, method, lasting };
        cases.push({ ...about, expected, usualRequests: requests.length });
      }
    }
  }
  await worker.close();
  return cases;
}
