import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { asked, useAtlasLab } from "../../testing/engine/atlas-harness";
import { access, drift } from "../../testing/engine/drift-harness";

jest.setTimeout(180_000);

const world = useAtlasLab({ applied: access() });

/** A program that leaves a sign where it has run. */
const running = (body: string) => `require("node:fs").appendFileSync("runs", "ran ");\n${body}`;

beforeEach(() => rmSync(join(world.lab.folder, "runs"), { force: true }));

test.each([
  ["throws", 'throw new Error("no such list: acme.yaml");'],
  ["rejects", 'module.exports = (async () => { throw new Error("no such list: acme.yaml"); })();'],
])("a program that %s is run once, and the report says at once what it threw", async (_, body) => {
  const { lab, atlas } = world;
  lab.program(running(body));

  const { code, stdout, stderr } = await drift(lab);

  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toMatch(/^atlas-access: stack dev: .*Error: no such list: acme\.yaml/m);
  expect(stderr).not.toMatch(/^ +at /m);
  expect(readFileSync(join(lab.folder, "runs"), "utf8")).toBe("ran ");
  expect(asked(atlas)).toEqual([]);
  expect(lab.sandbox.processes()).toEqual([]);
});

const onNode20 = process.version.startsWith("v20.") ? test : test.skip;
onNode20("what the SDK takes most of a minute to print under Node 20 is not waited for", async () => {
  const { lab } = world;
  lab.program(running('throw new Error("no such list: acme.yaml");'));

  const { stderr } = await drift(lab);

  // The engine's own words would begin with "Running program".
  expect(stderr).toMatch(/^atlas-access: stack dev: the program failed: Error: no such list: acme\.yaml$/m);
});

test("of inputs that are refused the engine's own words are told", async () => {
  const { lab } = world;
  lab.program(running(access('new OrgApiKey("bad", { orgId, description: "", roles: ["ORG_READ_ONLY"] });')));

  const { code, stderr } = await drift(lab);

  expect(code).toBe(1);
  expect(stderr).toMatch(/resource 'bad' has a problem: description: /);
  expect(readFileSync(join(lab.folder, "runs"), "utf8")).toBe("ran ");
});
