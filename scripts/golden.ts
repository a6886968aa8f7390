/** `npm run golden`: writes the golden states of this version. */
import { writeGoldenStates } from "../testing/golden/write";

writeGoldenStates().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
