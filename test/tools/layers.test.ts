import { spawnSync } from "node:child_process";
import { resolve } from "node:path";

interface Layer {
  readonly name: string;
  readonly command: readonly string[];
}

const { checkLayers } = require("../../tools/run/layers.js") as { checkLayers(root: string): Layer[] };

test("a selection that finds no test is a failure", () => {
  const root = resolve(__dirname, "../..");
  const { command } = checkLayers(root).find(({ name }) => name === "unit tests") as Layer;
  const [node = "", ...args] = command.filter((argument) => !argument.startsWith("--outputFile"));
  const { status, stderr } = spawnSync(node, [...args, "--testPathPatterns", "no-such-test"], {
    cwd: root,
    encoding: "utf8",
  });
  expect(status).toBe(1);
  expect(stderr).toContain("No tests found");
}, 60_000);
