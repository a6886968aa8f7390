import { acme, shop } from "../../testing/emulator/seed";
import { keyNamed, rolesOf, useAtlasHarness } from "../../testing/engine/atlas-harness";
import { program } from "../../testing/engine/programs";

/**
 * Runs two stacks at once in one process, by the Automation API. Both begin with a key and an assignment; then the
 * assignment is renamed in the stack `one`, and leaves the program in the stack `other`.
 */
const twoStacks = `
const { LocalWorkspace } = require("@pulumi/pulumi/automation");
const { OrgApiKey, ProjectApiKeyAssignment } = require("pulumi-atlas-access");
const grants = { first: { one: "grant", other: "grant" }, second: { one: "renamed" } }[process.argv[2]];
const programOf = (stackName) => async () => {
  const key = new OrgApiKey("key", { orgId: "${acme}", description: stackName, roles: ["ORG_READ_ONLY"] });
  const name = grants[stackName];
  if (name === undefined) return;
  new ProjectApiKeyAssignment(name, { projectId: "${shop}", apiKeyId: key.apiKeyId, roles: ["GROUP_OWNER"] });
};
const up = async (stackName) => {
  const projectSettings = { name: "lab", runtime: "nodejs", main: __dirname };
  const stack = await LocalWorkspace.createOrSelectStack(
    { stackName, projectName: "lab", program: programOf(stackName) },
    { workDir: __dirname, projectSettings },
  );
  await stack.up({ onOutput: console.log });
};
Promise.all(["one", "other"].map(up)).catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
`;

const harness = useAtlasHarness({ credentialsIn: "environment" });

test("two stacks at once in one process: a rename keeps the roles in one, a removal removes them in the other", async () => {
  const { engine, atlas } = harness;
  engine.program({ program: program(""), files: { "stacks.js": twoStacks } });
  const run = async (which: string) => {
    const result = await engine.sandbox.run([process.execPath, "stacks.js", which], { cwd: engine.folder });
    expect([which, result.code, result.stderr]).toEqual([which, 0, ""]);
    return result.stdout;
  };
  const live = () => ["one", "other"].map((stack) => rolesOf(keyNamed(atlas, stack), shop));

  await run("first");
  expect(live()).toEqual([["GROUP_OWNER"], ["GROUP_OWNER"]]);

  const printed = await run("second");
  expect(live()).toEqual([["GROUP_OWNER"], []]);
  expect(printed.match(/nothing was removed in Atlas/g)?.length).toBeGreaterThan(0);
  expect(printed).toContain('the program declares it as resource "renamed" (urn:pulumi:one::lab::');
});
