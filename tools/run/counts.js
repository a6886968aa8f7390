// The numbers of passed and failed tests of a layer.
const { existsSync, readFileSync } = require("node:fs");

/**
 * Reads jest's report, if the layer has one. A layer that failed without a failed test, or without
 * tests at all, counts as one failure.
 */
function counts(report, code) {
  let [passed, failed] = [0, 0];
  if (report && existsSync(report)) {
    const sums = JSON.parse(readFileSync(report, "utf8"));
    passed = sums.numPassedTests;
    failed = sums.numFailedTests + sums.numRuntimeErrorTestSuites;
  }
  return { passed, failed: failed === 0 && code !== 0 ? 1 : failed };
}

module.exports = { counts };
