import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { asked, useAtlasHarness } from "../../testing/engine/atlas-harness";
import { access, drift } from "../../testing/engine/drift-harness";

jest.setTimeout(180_000);

const harness = useAtlasHarness({ applied: access() });

/** A program that writes a file when it runs. */
const running = (body: string) => `require("node:fs").appendFileSync("runs", "ran ");\n${body}`;

const printed = /^atlas-access: stack dev: .*Error: no such list: acme\.yaml/m;
/** Under Node 20 the command does not wait until the SDK has printed the error; the engine's words begin with "Running program". */
const atOnce = process.version.startsWith("v20.")
  ? /^atlas-access: stack dev: the program failed: Error: no such list: acme\.yaml$/m
  : printed;

beforeEach(() => rmSync(join(harness.engine.folder, "runs"), { force: true }));

test.each([
  ["throws", 'throw new Error("no such list: acme.yaml");', atOnce],
  ["rejects", 'module.exports = (async () => { throw new Error("no such list: acme.yaml"); })();', printed],
])("a program that %s is run once, and the command prints its error", async (_, body, error) => {
  const { engine, atlas } = harness;
  engine.program(running(body));

  const { code, stdout, stderr } = await drift(engine);

  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toMatch(error);
  expect(stderr).not.toMatch(/^ +at /m);
  expect(readFileSync(join(engine.folder, "runs"), "utf8")).toBe("ran ");
  expect(asked(atlas)).toEqual([]);
  expect(engine.sandbox.processes()).toEqual([]);
});

test("for invalid inputs the engine's own message is printed", async () => {
  const { engine } = harness;
  engine.program(
    running(access('new OrgApiKey("bad", { orgId, description: "", roles: ["ORG_READ_ONLY"] });')),
  );

  const { code, stderr } = await drift(engine);

  expect(code).toBe(1);
  expect(stderr).toMatch(/resource 'bad' has a problem: description: /);
  expect(readFileSync(join(engine.folder, "runs"), "utf8")).toBe("ran ");
});
