import { findEngine } from "../testing/pulumi/find-engine";

/** Finds or builds an engine, saying each step, and prints its folder as the last line. */
async function main(): Promise<void> {
  const engine = await findEngine({ report: (line) => console.log(`engine: ${line}`) });
  console.log(engine.binFolder);
}

main().catch((error: unknown) => {
  console.error(`engine: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
