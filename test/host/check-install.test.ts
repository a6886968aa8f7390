import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { MissingError, SettingsError } from "../../provider/core/errors";
import { installProblem } from "../../provider/host/program/check-install";

const clone = resolve(__dirname, "../..");
const startedBy = "/project/node_modules/.pnpm/x/node_modules/@pulumi/pulumi/cmd/run/index.js";

let elsewhere: string;
beforeAll(() => {
  elsewhere = realpathSync(mkdtempSync(join(tmpdir(), "place-")));
  mkdirSync(join(elsewhere, "bin"));
  writeFileSync(join(elsewhere, "package.json"), "{}");
});
afterAll(() => rmSync(elsewhere, { recursive: true }));

test("a program that finds the package from its folder runs", () => {
  expect(installProblem({ entryFile: startedBy, folder: clone, bunVersion: undefined })).toBeUndefined();
});

test("a program that has the package only as an indirect dependency gets an error with the file to add it to", () => {
  const problem = installProblem({
    entryFile: startedBy,
    folder: join(elsewhere, "bin"),
    bunVersion: undefined,
  });
  expect(problem).toBeInstanceOf(MissingError);
  expect(problem?.message).toBe(
    `Pulumi program in ${elsewhere}/bin: the package pulumi-atlas-access cannot be found from there, which is where ` +
      "the engine looks for the code of its resources; a package that depends on it is not enough. Add it to the " +
      `dependencies in ${elsewhere}/package.json.`,
  );
});

test("a program on Bun gets an error with the setting to change", () => {
  const problem = installProblem({ entryFile: startedBy, folder: clone, bunVersion: "1.4.5" });
  expect(problem).toBeInstanceOf(SettingsError);
  expect(problem?.message).toMatch(/runs on Bun 1\.4\.5, .*\. Set `runtime: nodejs` in Pulumi\.yaml/);
});

test("on Windows the program is known by the same path with other separators", () => {
  const windows = startedBy.replaceAll("/", "\\");
  expect(installProblem({ entryFile: windows, folder: elsewhere, bunVersion: undefined })).toBeInstanceOf(
    MissingError,
  );
});

test.each([
  ["a test with mocks", "/project/node_modules/jest/bin/jest.js"],
  ["a program of the Automation API", "/project/index.js"],
  ["a process that was started with no file", undefined],
])("%s is not judged by its folder", (_, startedBy) => {
  expect(installProblem({ entryFile: startedBy, folder: elsewhere, bunVersion: "1.4.5" })).toBeUndefined();
});
