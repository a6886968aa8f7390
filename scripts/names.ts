/** Finds names that are not to come back, in identifiers and paths; exit code 1 and a line for each. */
import path from "node:path";
import { checkedFiles } from "../tools/names/files";
import { retiredIn, retiredNames } from "../tools/names/retired";

const retired = retiredNames();
const found: string[] = [];
for (const { file, text } of checkedFiles(path.resolve(__dirname, "..")))
  found.push(...retiredIn(file, text, retired));
for (const line of found) console.log(line);
if (found.length > 0) process.exitCode = 1;
else console.log("no retired name is used");
