/** `npm run generate`: writes what follows from the resources; `-- --check` writes nothing, exit code 1 for a stale file. */
import { generate } from "../tools/generate/generate";

generate(process.argv.includes("--check")).then(
  (stale) => {
    process.exitCode = stale ? 1 : 0;
  },
  (error) => {
    console.error(error);
    process.exitCode = 1;
  },
);
