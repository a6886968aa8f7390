import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runChecks } from "../../cli/doctor/run-checks";
import { sdkRange, testedEngine, testedSdk } from "../../cli/package-info";
import { owner, useDoctorHarness } from "../../testing/cli/doctor-harness";
import { callers } from "../../testing/emulator/seed";
import { furtherRows } from "../../testing/install/rows";

const harness = useDoctorHarness();
const root = join(__dirname, "../..");

test.each([
  ["2.25.2", "error", /is not version 3/],
  ["3.216.0", "warn", /does not exit with code 7/],
  [testedEngine, "ok", /^pulumi 3/],
  ["3.999.0", "ok", /newer than the tested version/],
  ["4.0.0", "error", /is not version 3/],
])("for engine %s the level is %s", async (version, level, summary) => {
  harness.engine(version);
  const found = (await harness.findings(owner)).of("engine");
  expect(found).toMatchObject({ level, summary: expect.stringMatching(summary), facts: { version } });
});

/** A project in which a program finds these versions. */
function project(versions: Record<string, string>): void {
  writeFileSync(join(harness.folder, "Pulumi.yaml"), "name: here\nruntime: nodejs\nmain: program/\n");
  for (const [name, version] of Object.entries(versions)) {
    const folder = join(harness.folder, "program", "node_modules", name);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "package.json"), JSON.stringify({ name, version }));
  }
}

test.each<[string, Record<string, string>, string, RegExp]>([
  ["too old", { "@pulumi/pulumi": "3.215.9" }, "error", /3\.215\.9 is too old/],
  ["the oldest supported one", { "@pulumi/pulumi": "3.216.0" }, "ok", /3\.216\.0/],
  ["newer than the tested version", { "@pulumi/pulumi": "3.999.0" }, "ok", /newer than the tested version/],
  ["too new", { "@pulumi/pulumi": "4.0.0" }, "error", /4\.0\.0 is too new/],
  ["missing", {}, "error", /@pulumi\/pulumi cannot be found from .*program/],
])("an SDK that is %s", async (_, sdk, level, summary) => {
  project({ ...sdk, "pulumi-atlas-access": "0.1.0" });
  const { code, of } = await harness.findings(owner);
  rmSync(join(harness.folder, "program"), { recursive: true });
  rmSync(join(harness.folder, "Pulumi.yaml"));
  expect(of("packages")).toMatchObject({ level, summary: expect.stringMatching(summary) });
  expect(code).toBe(1);
});

test("the tested versions are those that the tests use", () => {
  const engine = readFileSync(join(root, "testing/pulumi/engine/go.mod"), "utf8");
  expect(engine).toContain(`github.com/pulumi/pulumi/pkg/v3 v${testedEngine} `);
  const sdks = furtherRows.flatMap(({ packages }) => packages?.["@pulumi/pulumi"] ?? []);
  expect(sdks).toContain(`^${testedSdk}`);
  expect(sdkRange).toMatch(/^>=\d+\.\d+\.\d+ <\d+$/);
});

describe("the clock", () => {
  const names = ["MONGODB_ATLAS_BASE_URL", ...Object.keys(owner)];
  afterEach(() => {
    for (const name of names) delete process.env[name];
  });

  test.each([
    ["ahead", 300_000],
    ["behind", -300_000],
  ])("five minutes %s is a warning that says why the clock matters", async (direction, offMs) => {
    Object.assign(process.env, { MONGODB_ATLAS_BASE_URL: harness.atlas.url, ...owner });
    const { findings } = await runChecks({ cwd: harness.folder }, { now: () => Date.now() + offMs });
    const found = findings.find(({ check }) => check === "clock");
    expect(found).toMatchObject({ level: "warn", advice: expect.stringContaining("too new to be listed") });
    expect(found?.summary).toMatch(new RegExp(`^this clock is (299|300|301) s ${direction}`));
    expect(JSON.stringify(findings)).not.toContain(callers.owner.privateKey);
  });
});
