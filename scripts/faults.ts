/** `npm run faults`: every case of the fault matrix, printed and written to the docs. */
import { writeMatrix } from "../testing/faults/write-matrix";

void writeMatrix().then((passed) => {
  process.exitCode = passed ? 0 : 1;
});
