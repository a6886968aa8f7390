import { resolve } from "node:path";
import type { Emulator } from "../../emulator";
import { scenarioCommand } from "../../testing/demo/command";
import { gitops } from "../../testing/demo-gitops/scenario";

jest.setTimeout(600_000);

/** Runs the demo in this process, so that a test can make a step fail; its state is in files. */
async function runHere(prepare?: (emulator: Emulator) => void) {
  let text = "";
  const code = await scenarioCommand(gitops("files"), [], { write: (more) => (text += more) }, prepare);
  return { code, text };
}

test("npm run demo:gitops passes: comment, merge, changes by hand, report, repair", async () => {
  const { code, text } = await runHere();
  expect({ code, text }).toMatchObject({
    code: 0,
    text: expect.stringContaining("Every step did what it says"),
  });
  const steps = text.split(/^(?=\[\d+\/11\] )/m).slice(1);
  expect(steps.map((step) => /^ {6}ok, /m.test(step))).toEqual(Array(11).fill(true));
  expect(steps[0]).toContain("The state is in files, not in PostgreSQL");
  expect(steps[3]).toMatch(
    /\$ ci\/preview\.sh acme\n(.*\n)*.*### Stack acme after this change\n(.*\n)*.*raises privilege/,
  );
  expect(steps[3]).toMatch(
    /2 not applied \(gains ` ORG_OWNER ` \(owner\) on organization ` Acme `: raises privilege/,
  );
  expect(steps[4]).toContain("updateGroupApiKeyRoles");
  expect(steps[7]).toMatch(/exit code 2(.*\n)+.*GROUP_OWNER(.*\n)+.*just for today/);
  expect(steps[9]).toContain("exit code 0");
});

test("npm run demo:gitops ends with 1 when Atlas refuses what was merged", async () => {
  const refusal = { kind: "status", status: 403, errorCode: "USER_UNAUTHORIZED" } as const;
  const { code, text } = await runHere((emulator) => emulator.fail("createOrgApiKey", refusal));
  expect(code).toBe(1);
  expect(text).toContain("FAILED: [2/11] Apply main");
  expect(text).not.toContain("[3/11]");
});

test("the command is among the project's", () => {
  const { scripts } = require(resolve(__dirname, "../../package.json"));
  expect(scripts["demo:gitops"]).toBe("node scripts/run.mjs demo:gitops");
});
