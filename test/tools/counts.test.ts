import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const { counts } = require("../../tools/run/counts.js") as {
  counts(report: string | undefined, code: number): { passed: number; failed: number };
};

describe("counting what a layer passed and failed", () => {
  let root: string;
  const report = (passed: number, failed: number, broken = 0) => {
    const sums = { numPassedTests: passed, numFailedTests: failed, numRuntimeErrorTestSuites: broken };
    writeFileSync(join(root, "jest.json"), JSON.stringify(sums));
  };
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "layers-"));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it("reads the tests from jest's report", () => {
    report(7, 2);
    expect(counts(join(root, "jest.json"), 1)).toEqual({ passed: 7, failed: 2 });
  });

  it("counts a test file that could not be run as a failure", () => {
    report(7, 0, 1);
    expect(counts(join(root, "jest.json"), 1)).toEqual({ passed: 7, failed: 1 });
  });

  it("counts a layer without tests that failed as one failure", () => {
    expect(counts(undefined, 2)).toEqual({ passed: 0, failed: 1 });
    expect(counts(undefined, 0)).toEqual({ passed: 0, failed: 0 });
  });

  it("counts a jest that ended badly with all tests passed, or without a report, as one failure", () => {
    expect(counts(join(root, "jest.json"), 1)).toEqual({ passed: 0, failed: 1 });
    report(7, 0);
    expect(counts(join(root, "jest.json"), 1)).toEqual({ passed: 7, failed: 1 });
  });
});
