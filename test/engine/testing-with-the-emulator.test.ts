import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { findEngine } from "../../testing/pulumi/find-engine";
import { Sandbox } from "../../testing/sandbox/sandbox";

const clone = resolve(__dirname, "../..");
const example = join(clone, "examples/testing-with-the-emulator");

test("the examples of docs/guides/testing-with-the-emulator.md pass as they are, and leave nothing behind", async () => {
  const engine = await findEngine({ progress: (line) => process.stderr.write(`engine: ${line}\n`) });
  const sandbox = new Sandbox({ engineBinFolder: engine.binFolder });
  const before = readdirSync(example);
  try {
    const jest = join(clone, "node_modules/jest/bin/jest.js");
    const { code, stderr } = await sandbox.run([process.execPath, jest, "--ci"], {
      cwd: example,
      timeoutMs: 280_000,
    });
    expect([code, stderr]).toEqual([0, expect.stringContaining("3 passed, 3 total")]);
    expect(sandbox.processes()).toEqual([]);
  } finally {
    await sandbox.close();
  }
  expect(readdirSync(example)).toEqual(before);
}, 300_000);
