/**
 * `npm run release:check`: lists what a release needs and whether it holds; exit code 1 when something would stop it.
 * `-- --write` first makes the lists in git those of what is built and installed here.
 */
import { checkRelease } from "../tools/release/check-release";

process.exitCode = checkRelease(process.argv.includes("--write")) ? 1 : 0;
