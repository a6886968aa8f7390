import { resolve } from "node:path";
import type { Emulator } from "../../emulator";
import { scenarioCommand } from "../../testing/demo/command";
import { adoption } from "../../testing/demo-adopt/scenario";

jest.setTimeout(600_000);

/** Runs the demo in this process, so that a test can make a step fail. */
async function runHere(prepare?: (emulator: Emulator) => void) {
  let text = "";
  const code = await scenarioCommand(adoption, [], { write: (more) => (text += more) }, prepare);
  return { code, text };
}

test("npm run demo:adopt passes: every step checks the emulator", async () => {
  const { code, text } = await runHere();
  expect({ code, text }).toMatchObject({
    code: 0,
    text: expect.stringContaining("Every step did what it says"),
  });
  const steps = text.split(/^(?=\[\d\/7\] )/m).slice(1);
  expect(steps.map((step) => /^ {6}ok, /m.test(step))).toEqual(Array(7).fill(true));
  expect(steps[1]).toContain("121 keys, 120 assignments in 40 projects; 0 not adopted");
  expect(steps[4]).toContain("Atlas received: nothing");
  expect(steps[5]).toContain("Atlas received: updateOrgApiKey, 1 Digest challenge");
  expect(steps[6]).toMatch(/- 123 deleted\n +Atlas received: nothing\n/);
});

test("npm run demo:adopt ends with 1 when Atlas refuses to be read", async () => {
  const refusal = { kind: "status", status: 403, errorCode: "USER_UNAUTHORIZED" } as const;
  const { code, text } = await runHere((emulator) => emulator.fail("listOrgApiKeys", refusal));
  expect(code).toBe(1);
  expect(text).toContain("FAILED: [2/7] Print the program");
});

test("the command is among the project's", () => {
  const { scripts } = require(resolve(__dirname, "../../package.json"));
  expect(scripts["demo:adopt"]).toBe("node scripts/run.mjs demo:adopt");
});
