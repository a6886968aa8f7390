/**
 * Looks for requests that the emulator cannot stand.
 *
 *   npm run fuzz -- [--seconds 60] [--seed N]     without a seed, a new one each time; it is printed
 */
import { parseArgs } from "node:util";
import { fuzz } from "../testing/fuzz/fuzz";
import { documentIsThere } from "../testing/openapi/document";

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { seconds: { type: "string" }, seed: { type: "string" } } });
  const seconds = Number(values.seconds ?? 60);
  const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31));
  if (!(seconds > 0) || !Number.isInteger(seed)) {
    console.error("npm run fuzz -- [--seconds S] [--seed N]: a number above 0, and a whole one");
    return 2;
  }
  if (!documentIsThere) {
    console.log(
      "The official document, which requests are made from, is not beside the clone: nothing was sent.",
    );
    return process.env.CI === "true" ? 1 : 0;
  }
  const started = performance.now();
  try {
    const counts = await fuzz({ seconds, seed });
    const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
    const by = [...counts]
      .sort(([a], [b]) => a - b)
      .map(([status, count]) => `${status || "bare"}: ${count}`);
    const rate = Math.round(all / ((performance.now() - started) / 1000));
    console.log(
      `seed ${seed}: ${all} requests in ${seconds} s (${rate} a second), all well\n${by.join(", ")}`,
    );
    return 0;
  } catch (error) {
    console.error(`seed ${seed} found something:\n${error instanceof Error ? error.message : String(error)}`);
    return 1;
  }
}

void main().then((code) => process.exit(code));
