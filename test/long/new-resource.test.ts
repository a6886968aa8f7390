import { spawnSync } from "node:child_process";
import path from "node:path";
import { TreeCopy } from "../../testing/sandbox/tree-copy";

const root = path.resolve(__dirname, "../..");
let copy: TreeCopy;

beforeAll(() => {
  copy = TreeCopy.of(root);
});
afterAll(() => copy.remove());

test("a new resource has valid types and passes the contract suite before a line is changed", () => {
  expect(run("--import", "tsx", "scripts/new-resource.ts", "ServiceAccount")).toMatchObject({ status: 0 });
  expect(run("node_modules/typescript/bin/tsc", "--noEmit")).toEqual({ status: 0, output: "" });
  const suite = run(
    "node_modules/jest/bin/jest.js",
    "--ci",
    "--selectProjects",
    "unit",
    "--verbose",
    "--",
    "test/contract/",
  );
  expect(suite).toMatchObject({ status: 0 });
  expect(suite.output).toContain("ServiceAccount of Atlas");
}, 600_000);

function run(...command: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, command, {
    cwd: copy.folder,
    encoding: "utf8",
  });
  return { status, output: stdout + stderr };
}
