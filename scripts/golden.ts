/** `npm run golden`: writes the golden states of this version, or those of the named stacks. */
import { writeGoldenStates } from "../testing/golden/write";

writeGoldenStates(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
