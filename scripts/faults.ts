// Runs every cell of the fault matrix, prints the table and writes it to the docs.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { runMatrix } from "../testing/faults/matrix";
import { page, pagePath } from "../testing/faults/page";

async function main(): Promise<void> {
  const startedAt = performance.now();
  const one = await runMatrix("one");
  const all = await runMatrix("all");
  const outcomes = [...one, ...all];
  const text = page(one, all);
  console.log(text);
  const broken = outcomes.filter((outcome) => outcome.broken.length > 0);
  for (const { faultCase, broken: reasons } of broken) {
    const where = `${faultCase.operation.resource} ${faultCase.operation.name}, request ${faultCase.request} (${faultCase.asks})`;
    console.error(`${where}, ${faultCase.fault.name}: ${reasons.join("; ")}`);
  }
  const file = join(__dirname, "..", pagePath);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  const took = Math.round((performance.now() - startedAt) / 1000);
  console.log(
    `${outcomes.length} cells in ${took} s, ${broken.length} not as promised; ${pagePath} is written.`,
  );
  process.exitCode = broken.length === 0 ? 0 : 1;
}

void main();
