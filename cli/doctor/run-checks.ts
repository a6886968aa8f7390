import { checks } from "./checks";
import { DoctorContext, type DoctorDependencies, type Target } from "./context";
import { type Check, type DoctorReport, type Finding, fail, type Result, Skipped } from "./report";

/** Runs all checks concurrently. A check that fails does not stop the others. Changes nothing. */
export async function runChecks(
  target: Target,
  dependencies: DoctorDependencies = {},
): Promise<DoctorReport> {
  const context = new DoctorContext(target, dependencies);
  try {
    const findings = await Promise.all(checks.map((check) => runCheck(check, context)));
    const wouldStopUp = findings.some(({ level }) => level === "error");
    return { formatVersion: 1, checkedAt: new Date().toISOString(), wouldStopUp, findings };
  } finally {
    await context.close();
  }
}

async function runCheck(check: Check<DoctorContext>, context: DoctorContext): Promise<Finding> {
  return { check: check.name, ...(await check.run(context).catch(resultFromError)) };
}

function resultFromError(error: unknown): Result {
  const summary = error instanceof Error ? error.message : String(error);
  return error instanceof Skipped ? { level: "skip", summary } : fail(summary);
}
