import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { brokenCases, runMatrix } from "./matrix";
import { page, pagePath } from "./page";

/**
 * Runs every case of the fault matrix, prints the table and writes it to docs/explanation/fault-matrix.md.
 *
 * @returns whether every case ended as promised
 */
export async function writeMatrix(): Promise<boolean> {
  const startedAt = performance.now();
  const one = await runMatrix("one");
  const all = await runMatrix("all");
  const outcomes = [...one, ...all];
  const text = page(one, all);
  console.log(text);
  const broken = brokenCases(outcomes);
  for (const [name, ...reasons] of broken) console.error(`${name}: ${reasons.join("; ")}`);
  const file = join(__dirname, "../..", pagePath);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  const took = Math.round((performance.now() - startedAt) / 1000);
  console.log(
    `${outcomes.length} cases in ${took} s, ${broken.length} not as expected; ${pagePath} is written.`,
  );
  return broken.length === 0;
}
