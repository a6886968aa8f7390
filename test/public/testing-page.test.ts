import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { withExamples } from "../../tools/generate/examples";

const root = resolve(__dirname, "../..");
const example = join(root, "examples/testing-with-the-emulator");

test("the page on tests shows the files of the example, word for word", () => {
  const page = readFileSync(join(root, "docs/testing.md"), "utf8");
  expect(page.match(/^<!-- examples\/\S+ -->$/gm)).toHaveLength(4);
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

test("its tests have the types that they say", () => {
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  execFileSync(process.execPath, [tsc, "-p", example], { encoding: "utf8" });
}, 60_000);
