import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { withExamples } from "../../tools/generate/examples";

const root = resolve(__dirname, "../..");
const example = join(root, "examples/testing-with-the-emulator");

test.each([
  ["docs/guides/unit-tests-of-your-program.md", ["index.ts", "mocks.test.ts"]],
  ["docs/guides/testing-with-the-emulator.md", ["applied.ts", "drift.test.ts"]],
])("%s shows the files of the example, word for word", (file, names) => {
  const page = readFileSync(join(root, file), "utf8");
  const shown = [...page.matchAll(/^<!-- examples\/testing-with-the-emulator\/(\S+) -->$/gm)];
  expect(shown.map(([, name]) => name).sort()).toEqual(names);
  expect(withExamples(page, root)).toBe(page);
});

test("its tests with mocks pass without an engine, credentials or Atlas", () => {
  const jest = join(root, "node_modules/jest/bin/jest.js");
  const env = { PATH: "/nowhere", MONGODB_ATLAS_BASE_URL: "http://127.0.0.1:1" };
  const command = [jest, "--ci", "--json", "mocks"];
  const text = execFileSync(process.execPath, command, {
    cwd: example,
    env,
    encoding: "utf8",
    stdio: "pipe",
  });
  expect(JSON.parse(text)).toMatchObject({ success: true, numPassedTests: 2, numTotalTests: 2 });
}, 60_000);

test("its tests pass the type check", () => {
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  execFileSync(process.execPath, [tsc, "-p", example], { encoding: "utf8" });
}, 60_000);
