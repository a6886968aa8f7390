import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { keysNamed, useAtlasHarness } from "../../testing/engine/atlas-harness";
import { deployer } from "../../testing/engine/programs";
import { SecretSearch } from "../../testing/secrets/secret-search";

interface Way {
  readonly way: string;
  readonly prints: boolean;
}

const { ways }: { ways: readonly Way[] } = JSON.parse(
  readFileSync(join(__dirname, "secrets-in-console-output.json"), "utf8"),
);

/** Prints every event of one method of the Automation API, as a user's program might. */
const printEvents = `
const { LocalWorkspace } = require("@pulumi/pulumi/automation");
(async () => {
  const [method, ...told] = process.argv.slice(2);
  const stack = await LocalWorkspace.selectStack({ stackName: "dev", workDir: __dirname });
  const options = Object.fromEntries(told.map((name) => [name, true]));
  await stack[method]({ ...options, onEvent: (event) => console.log(JSON.stringify(event)) });
})();
`;
const names = ["there", "changed", "new"];
const there = deployer({ key: { description: "there" } });
const withNew = `${there}
new OrgApiKey("new", { orgId: "5f0000000000000000000001", description: "new", roles: ["ORG_READ_ONLY"] });`;
// The flag for a file of events is hidden without this.
const env = { PULUMI_DEBUG_COMMANDS: "true" };
const harness = useAtlasHarness({ applied: there, env });

/** Runs it and returns all its output and the files that it wrote. */
async function printed(way: string): Promise<string> {
  const { engine } = harness;
  const file = join(engine.folder, "events");
  rmSync(file, { force: true });
  const [command = "", ...flags] = way.replace("FILE", file).split(" ");
  if (command === "Automation") {
    const [, ...given] = flags;
    engine.program({
      program: way.endsWith(" up") ? withNew : there,
      files: { "print-events.js": printEvents },
    });
    const { stdout, stderr } = await engine.sandbox.run([process.execPath, "print-events.js", ...given], {
      cwd: engine.folder,
    });
    return stdout + stderr;
  }
  engine.program(command === "up" ? withNew : there);
  const yes = command === "preview" ? [] : ["--yes", "--skip-preview"];
  const { stdout, stderr } = await engine.expect([command, ...yes, ...flags]);
  return stdout + stderr + (existsSync(file) ? readFileSync(file, "utf8") : "");
}

test.each(ways)("$way: private keys in plain: $prints", async ({ way, prints }) => {
  const { atlas } = harness;
  const keys = keysNamed(atlas, "there");
  // A change to report: the key was changed by hand.
  atlas.store.edit(({ organizations: [organization] }) => {
    for (const key of organization?.apiKeys ?? []) if (key.desc === "there") key.desc = "changed";
  });
  const text = await printed(way);
  keys.push(...names.flatMap((name) => keysNamed(atlas, name)));
  const secrets = keys.map(({ id, privateKey = "" }) => [`${id}`, privateKey]);
  const found = new SecretSearch(Object.fromEntries(secrets)).found(text);
  expect(text).toContain("OrgApiKey");
  expect(found.length > 0).toBe(prints);
});
