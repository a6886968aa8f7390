/** `npm run mutations`: deliberate defects, and whether the tests notice them; words after `--` choose some by name. */
import { runMutations } from "../testing/mutations/run";

void runMutations(process.argv.slice(2)).then((passed) => {
  process.exitCode = passed ? 0 : 1;
});
