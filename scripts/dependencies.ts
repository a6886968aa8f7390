/**
 * Checks what imports what, and that the graph in docs/explanation/architecture.md is that of the code.
 *
 *   npm run check:imports               exit code 1 and a line for each problem
 *   npm run check:imports -- --write    also renews the graph
 */
import path from "node:path";
import { checkDependencies } from "../tools/dependencies/page";

const problems = checkDependencies(path.resolve(__dirname, ".."), process.argv.includes("--write"));
for (const problem of problems) console.log(problem);
if (problems.length > 0) process.exitCode = 1;
else console.log("imports follow the rules, and the graph of folders is fresh");
