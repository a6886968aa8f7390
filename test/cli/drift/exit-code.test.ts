import { exitCode } from "../../../cli/drift/summary";
import { organization, reportOf, resource } from "../../../testing/cli/drift-reports";

test("the exit code is 2 for a finding of --fail-on, 0 for other findings, and 1 if a stack could not be compared", () => {
  const inStep = reportOf([resource("a", { status: "in sync", changesInAtlas: [] })]);
  const all = ["drift", "unmanaged", "unreadable"] as const;
  expect(exitCode(inStep, all)).toBe(0);
  for (const status of ["changed in Atlas", "deleted in Atlas", "not applied"] as const) {
    expect(exitCode(reportOf([resource("a", { status })]), ["drift"])).toBe(2);
    expect(exitCode(reportOf([resource("a", { status })]), ["unmanaged", "unreadable"])).toBe(0);
  }
  const ignored = reportOf([resource("a", { status: "ignored by the program" })]);
  expect([exitCode(ignored, all), exitCode(ignored, ["ignored"])]).toEqual([0, 2]);
  const unmanaged = reportOf([], [organization("a")]);
  expect([exitCode(unmanaged, ["unmanaged"]), exitCode(unmanaged, ["drift"])]).toEqual([2, 0]);
  const unread = reportOf([], [{ ...organization("a"), principals: [], notReadable: ["no"] }]);
  expect([exitCode(unread, all), exitCode(unread, ["drift", "unmanaged"])]).toEqual([2, 0]);
  const failed = { stack: "prod", project: "lab", error: "no", resources: [], pendingCreates: [] };
  expect(exitCode({ ...inStep, stacks: [...inStep.stacks, failed] }, all)).toBe(1);
});
