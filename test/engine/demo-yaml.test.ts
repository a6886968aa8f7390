import { resolve } from "node:path";
import { scenarioCommand } from "../../testing/demo/command";
import { yamlProgram } from "../../testing/demo-yaml/scenario";

jest.setTimeout(600_000);

test("npm run demo:yaml passes: every step checks the emulator", async () => {
  let text = "";
  const code = await scenarioCommand(yamlProgram, [], { write: (more) => (text += more) });
  expect({ code, text }).toMatchObject({
    code: 0,
    text: expect.stringContaining("Every step did what it says"),
  });
  const steps = text.split(/^(?=\[\d\/8\] )/m).slice(1);
  expect(steps.map((step) => /^ {6}ok, /m.test(step))).toEqual(Array(8).fill(true));
  expect(steps[3]).toContain('~ [1]: "GROUP_OWNER" => "GROUP_READ_ONLY"');
  expect(steps[5]).toContain("= 1 imported");
});

test("the command is among the project's", () => {
  const { scripts } = require(resolve(__dirname, "../../package.json"));
  expect(scripts["demo:yaml"]).toBe("node scripts/run.mjs demo:yaml");
});
