/**
 * `npm run release:check`: lists what a release needs and whether it holds; exit code 1 when something would stop it.
 * `-- --write` first makes the lists in git those of what is built and installed here; `-- --tag T` also compares the tag of the release
 * with the version.
 */
import { checkRelease } from "../tools/release/check-release";

const tagAt = process.argv.indexOf("--tag");
const tag = tagAt === -1 ? undefined : (process.argv[tagAt + 1] ?? "");
process.exitCode = checkRelease({ write: process.argv.includes("--write"), tag }) ? 0 : 1;
