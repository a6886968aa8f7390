import { readFileSync } from "node:fs";
import { schemaFaults } from "../../testing/cli/drift-reports";
import { acme, globex } from "../../testing/emulator/seed";
import { useAtlasHarness, written } from "../../testing/engine/atlas-harness";
import {
  access,
  deleteKeys,
  drift,
  driftReport,
  editKey,
  statuses,
  storedBytes,
} from "../../testing/engine/drift-harness";

jest.setTimeout(180_000);

const harness = useAtlasHarness({ applied: access() });

/** Creates a second, empty stack of the project; the first one stays selected. */
async function secondStack(config: Record<string, string> = {}): Promise<void> {
  const { engine, atlas } = harness;
  await engine.expect(["stack", "init", "prod", "--no-select"]);
  await engine.configAll({ "mongodbatlas:baseUrl": atlas.url, ...config }, ["--stack", "prod"]);
}

test("several stacks give one report, and a resource of one stack is not unmanaged for the other", async () => {
  const { engine, atlas } = harness;
  await secondStack({ "mongodbatlas:publicKey": "readerky" });
  await engine.configAll({ "mongodbatlas:privateKey": { secret: "44444444-4444-4444-8444-444444444444" } }, [
    "--stack",
    "prod",
  ]);
  editKey(atlas, "spare", () => ({ roles: [{ orgId: acme, roleName: "ORG_OWNER" }] }));
  const stored = storedBytes(engine);

  const { code, stderr, report } = await driftReport(engine, ["--stack", "dev", "--stack", "prod"]);

  expect({ code, stderr }).toEqual({ code: 2, stderr: "comparing stack dev\ncomparing stack prod\n" });
  expect(report.stacks.map(({ stack, resources }) => [stack, resources.length])).toEqual([
    ["dev", 4],
    ["prod", 4],
  ]);
  expect(report.summary).toMatchObject({ changedInAtlas: 1, inStep: 3, notApplied: 4 });
  const managed = report.organizations[0]?.principals.filter(({ ownership }) => ownership === "managed");
  expect(managed?.map(({ label }) => label)).toEqual(["deployer", "spare"]);
  expect(schemaFaults(report)).toEqual([]);
  expect(written(atlas)).toEqual([]);
  expect(storedBytes(engine)).toEqual(stored);
  // The selected stack is the user's choice.
  expect((await engine.expect(["stack", "--show-name"])).stdout).toBe("dev\n");
});

test("a stack that cannot be compared sets exit code 1, and the others are reported", async () => {
  const { code, stderr, report } = await driftReport(harness.engine, ["--stack", "none", "dev"]);

  expect(code).toBe(1);
  expect(stderr).toMatch(/^atlas-access: stack none: pulumi \w+[ \w]*: no stack named 'none' found$/m);
  expect(report.stacks[0]).toMatchObject({ stack: "none", resources: [] });
  expect(statuses(report)).toMatchObject({ key: "in sync", list: "in sync" });
  expect(report.organizations[0]?.notReadable).toEqual([
    "what stack none manages is unknown and may be listed as unmanaged",
  ]);
  expect(schemaFaults(report)).toEqual([]);
});

test("a program that does not compile is an error of one line that names the stack", async () => {
  const { engine } = harness;
  engine.program("const { = ;");

  const { code, stdout, stderr } = await drift(engine, ["--format", "json"]);

  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  const [, line = "", ...rest] = stderr.split("\n");
  expect(rest).toEqual([""]);
  expect(line).toMatch(/^atlas-access: stack dev: .*SyntaxError/);
});

test("rejected credentials are an error, not a report", async () => {
  const { engine } = harness;
  await engine.configAll({ "mongodbatlas:publicKey": "nobodyky" });

  const { code, stdout, stderr } = await drift(engine);

  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toMatch(
    /^atlas-access: stack dev: .*did not accept the credentials \(API key nobodyky\).*\n$/m,
  );
});

test.each<[string, string[], RegExp]>([
  ["a missing stack", ["--stack", "none"], /stack none: pulumi \w+[ \w]*: no stack named 'none' found/],
  ["a missing folder", ["--cwd", "/no/such"], /there is no folder \/no\/such/],
  ["an unknown format", ["--format", "pdf"], /Allowed choices are table, markdown, json, html/],
  [
    "an unknown finding in --fail-on",
    ["--fail-on", "drift,rain"],
    /'drift,rain' is invalid\. Expected some of/,
  ],
  ["a missing allow list", ["--allow", "none.yaml"], /--allow none\.yaml: ENOENT/],
])("%s is an error of one line with exit code 1", async (_, flags, message) => {
  const { code, stdout, stderr } = await drift(harness.engine, flags);
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr.trimEnd().split("\n").at(-1)).toMatch(message);
  expect(stderr).not.toContain("    at ");
});

test("the sample of the guide is the output of the command", async () => {
  const { engine, atlas } = harness;
  editKey(atlas, "deployer", () => ({ roles: [{ orgId: acme, roleName: "ORG_OWNER" }] }));
  deleteKeys(atlas, ["reader", "plain", "plain too", "spare"]);
  atlas.store.edit(({ organizations: [first] }) => {
    if (first) first.serviceAccounts = first.serviceAccounts?.filter(({ name }) => name === "ci");
  });

  const { code, stdout } = await drift(engine);

  expect(code).toBe(2);
  const guide = readFileSync(`${__dirname}/../../docs/guides/drift-reports.md`, "utf8");
  const sample = /<!-- drift sample -->\s*```text\n(.*?)```/s.exec(guide)?.[1];
  const fixed = (text: string) =>
    text.replace(/[a-f0-9]{24}/g, "0".repeat(24)).replace(/expires .* UTC/, "expires then");
  expect(fixed(stdout)).toBe(fixed(sample ?? "no sample"));
  expect(stdout).not.toContain(globex);
});
