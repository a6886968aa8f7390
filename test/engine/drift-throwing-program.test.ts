import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { asked, useAtlasLab } from "./atlas-lab";
import { access, drift } from "./drift-lab";

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

  const startedAt = Date.now();
  const { code, stdout, stderr } = await drift(lab);
  const tookMs = Date.now() - startedAt;

  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toMatch(/^atlas-access: stack dev: .*Error: no such list: acme\.yaml$/m);
  expect(stderr).not.toMatch(/^ +at /m);
  expect(readFileSync(join(lab.folder, "runs"), "utf8")).toBe("ran ");
  expect(asked(atlas)).toEqual([]);
  // The SDK alone takes 40 s on two cores to print such an error under Node 20.
  expect(tookMs).toBeLessThan(20_000);
  expect(lab.sandbox.processes()).toEqual([]);
});

test("of inputs that are refused the engine's own words are told", async () => {
  const { lab } = world;
  lab.program(running(access('new OrgApiKey("bad", { orgId, description: "", roles: ["ORG_READ_ONLY"] });')));

  const { code, stderr } = await drift(lab);

  expect(code).toBe(1);
  expect(stderr).toMatch(/resource 'bad' has a problem: description: /);
  expect(readFileSync(join(lab.folder, "runs"), "utf8")).toBe("ran ");
});
