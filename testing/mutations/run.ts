import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { TreeCopy } from "../sandbox/tree-copy";
import { type Mutation, mutations } from "./mutations";

const root = join(__dirname, "..", "..");
const workers = 2;

/**
 * Introduces one defect after the other into a copy of the tree and checks that tests fail; prints a line for each.
 *
 * @param words only mutations whose name contains all of them
 * @returns whether the tree as it is passes and each defect makes a test fail
 */
export async function runMutations(words: readonly string[]): Promise<boolean> {
  const startedAt = performance.now();
  const chosen = mutations.filter(({ name }) => words.every((word) => name.includes(word)));
  const copies = Array.from({ length: workers }, () => TreeCopy.of(root));
  const survivors: string[] = [];
  try {
    const [control = copies[0] as TreeCopy] = copies;
    const all = [...new Set(chosen.map(({ tests }) => tests))].join("|");
    const whole = await failures(control, all);
    console.log(
      `control: ${whole.length === 0 ? "the tree as it is passes" : `${whole.length} tests fail without a defect: ${whole.join("; ")}`}`,
    );
    if (whole.length > 0) survivors.push("the control");
    const queue = chosen.values();
    await Promise.all(
      copies.map(async (copy) => {
        for (const mutation of queue) {
          const failed = await withDefect(copy, mutation).catch((error: Error) => {
            console.log(error.message);
            return [];
          });
          console.log(
            `${failed.length > 0 ? "seen" : "NOT SEEN"}: ${mutation.name} (${failed.length} tests of ${mutation.tests})`,
          );
          if (failed.length === 0) survivors.push(mutation.name);
        }
      }),
    );
  } finally {
    for (const copy of copies) copy.remove();
  }
  const took = Math.round((performance.now() - startedAt) / 1000);
  console.log(`${chosen.length} deliberate defects in ${took} s, ${survivors.length} not as expected.`);
  return survivors.length === 0;
}

async function withDefect({ folder }: TreeCopy, mutation: Mutation): Promise<readonly string[]> {
  const file = join(folder, mutation.file);
  const whole = readFileSync(file, "utf8");
  if (whole.split(mutation.find).length !== 2) {
    throw new Error(`${mutation.name}: its text must occur once in ${mutation.file}`);
  }
  writeFileSync(
    file,
    whole.replace(mutation.find, () => mutation.replace),
  );
  try {
    return await failures({ folder } as TreeCopy, mutation.tests);
  } finally {
    writeFileSync(file, whole);
  }
}

/** The part of jest's report that is read here. */
interface Report extends Record<"numPassedTests" | "numRuntimeErrorTestSuites", number> {
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

/** The tests that fail; tests that cannot be run at all are no failure but an error. */
function failures({ folder }: Pick<TreeCopy, "folder">, tests: string): Promise<readonly string[]> {
  const jest = join(folder, "node_modules", "jest", "bin", "jest.js");
  const args = [
    "--selectProjects",
    "unit",
    "integration",
    "--testPathPatterns",
    tests,
    "--ci",
    "--json",
    "--maxWorkers=1",
  ];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [jest, ...args], { cwd: folder, maxBuffer: 2 ** 26 }, (_, stdout, stderr) => {
      try {
        const { numPassedTests, numRuntimeErrorTestSuites, testResults } = JSON.parse(stdout) as Report;
        const failed = testResults
          .flatMap(({ assertionResults }) => assertionResults)
          .filter(({ status }) => status === "failed");
        if (numRuntimeErrorTestSuites > 0 || failed.length + numPassedTests === 0) {
          throw new Error("no tests ran");
        }
        resolve(failed.map(({ fullName }) => fullName));
      } catch (cause) {
        reject(new Error(`${tests} could not be run: ${stderr.slice(-2000)}`, { cause }));
      }
    });
  });
}
