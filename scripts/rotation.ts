// Simulates months of daily runs with rotating credentials, and prints and writes what came of them.
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { simulate } from "../testing/rotation/simulation";

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      days: { type: "string", default: "120" },
      seed: { type: "string", default: "1" },
      report: { type: "string" },
    },
  });
  const report = await simulate({
    days: number(values.days, "--days"),
    seed: number(values.seed, "--seed"),
    tell: (line) => console.log(line),
  });
  const text = `${JSON.stringify(report, undefined, 2)}\n`;
  if (values.report !== undefined) writeFileSync(values.report, text);
  console.log(text);
  process.exitCode = report.broken.length > 0 || report.maxAlive > 2 ? 1 : 0;
}

function number(text: string, option: string): number {
  if (!/^[1-9]\d*$/.test(text))
    throw new Error(`${option} takes a whole number from 1, not ${JSON.stringify(text)}`);
  return Number(text);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
