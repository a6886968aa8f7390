// Kills the engine, the provider and Atlas at chosen points, restarts, and prints what came of each.
import { parseArgs } from "node:util";
import { dynamicEngineHost, pluginEngineHost } from "../testing/engine/engine-hosts";
import { KillHarness, type Outcome } from "../testing/kill-points/harness";
import { allPoints, choosePoints } from "../testing/kill-points/points";
import { runPoints } from "../testing/kill-points/run-points";
import { line, summary } from "../testing/kill-points/table";

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      points: { type: "string" },
      seed: { type: "string" },
      only: { type: "string" },
      plugin: { type: "boolean" },
    },
  });
  const seed = number(values.seed, "--seed") ?? 1;
  const only = number(values.only, "--only");
  const chosen =
    only === undefined
      ? choosePoints(number(values.points, "--points") ?? allPoints.length, seed)
      : allPoints.filter((point) => point.number === only);
  console.log(`${chosen.length} of ${allPoints.length} points, seed ${seed}\n`);
  const outcomes: Outcome[] = [];
  const host = values.plugin ? pluginEngineHost : dynamicEngineHost;
  await runPoints(
    chosen,
    (begin) => KillHarness.open(begin, host),
    (outcome) => {
      outcomes.push(outcome);
      console.log(line(outcome, outcomes.length, chosen.length));
    },
  );
  console.log(summary(outcomes));
  process.exitCode = outcomes.some(({ broken }) => broken.length > 0) ? 1 : 0;
}

function number(text: string | undefined, option: string): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d+$/.test(text)) throw new Error(`${option} takes a whole number, not ${JSON.stringify(text)}`);
  return Number(text);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
