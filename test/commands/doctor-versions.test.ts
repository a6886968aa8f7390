import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runChecks } from "../../cli/doctor/run-checks";
import { sdkRange, testedEngine, testedSdk } from "../../cli/package-info";
import { owner, useDoctorLab } from "../../testing/cli/doctor-harness";
import { callers } from "../../testing/emulator/seed";
import { furtherRows } from "../../testing/install/rows";

const lab = useDoctorLab();
const root = join(__dirname, "../..");

test.each([
  ["2.25.2", "stop", /not of version 3/],
  ["3.216.0", "warn", /exit code 7/],
  [testedEngine, "ok", /^pulumi 3/],
  ["3.999.0", "ok", /newer than the one of the tests/],
  ["4.0.0", "stop", /not of version 3/],
])("an engine %s is %s", async (version, level, summary) => {
  lab.engine(version);
  const found = (await lab.findings(owner)).of("engine");
  expect(found).toMatchObject({ level, summary: expect.stringMatching(summary), facts: { version } });
});

/** A project whose program finds these versions. */
function project(versions: Record<string, string>): void {
  writeFileSync(join(lab.folder, "Pulumi.yaml"), "name: here\nruntime: nodejs\nmain: program/\n");
  for (const [name, version] of Object.entries(versions)) {
    const folder = join(lab.folder, "program", "node_modules", name);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "package.json"), JSON.stringify({ name, version }));
  }
}

test.each<[string, Record<string, string>, string, RegExp]>([
  ["too old", { "@pulumi/pulumi": "3.215.9" }, "stop", /3\.215\.9 is too old/],
  ["the oldest that fits", { "@pulumi/pulumi": "3.216.0" }, "ok", /3\.216\.0/],
  ["newer than the tests'", { "@pulumi/pulumi": "3.999.0" }, "ok", /newer than the tests'/],
  ["too new", { "@pulumi/pulumi": "4.0.0" }, "stop", /4\.0\.0 is too new/],
  ["missing", {}, "stop", /@pulumi\/pulumi cannot be found from .*program/],
])("an SDK that is %s", async (_, sdk, level, summary) => {
  project({ ...sdk, "pulumi-atlas-access": "0.1.0" });
  const { code, of } = await lab.findings(owner);
  rmSync(join(lab.folder, "program"), { recursive: true });
  rmSync(join(lab.folder, "Pulumi.yaml"));
  expect(of("packages")).toMatchObject({ level, summary: expect.stringMatching(summary) });
  expect(code).toBe(1);
});

test("the versions that count as tried are those that are tried", () => {
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
  ])("that is five minutes %s is a warning that says why it matters", async (direction, offMs) => {
    Object.assign(process.env, { MONGODB_ATLAS_BASE_URL: lab.atlas.url, ...owner });
    const { findings } = await runChecks({ cwd: lab.folder }, { now: () => Date.now() + offMs });
    const found = findings.find(({ check }) => check === "clock");
    expect(found).toMatchObject({ level: "warn", advice: expect.stringContaining("too young to be shown") });
    expect(found?.summary).toMatch(new RegExp(`^this clock is (299|300|301) s ${direction}`));
    expect(JSON.stringify(findings)).not.toContain(callers.owner.privateKey);
  });
});
