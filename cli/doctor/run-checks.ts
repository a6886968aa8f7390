import { checks } from "./checks";
import { DoctorContext, type DoctorDependencies, type Target } from "./context";
import { type Check, type DoctorReport, type Finding, fail, type Result, Skipped } from "./report";

/** Runs every check, at once; none stops another. Changes nothing, anywhere. */
export async function runChecks(
  subject: Target,
  surroundings: DoctorDependencies = {},
): Promise<DoctorReport> {
  const doctor = new DoctorContext(subject, surroundings);
  try {
    const findings = await Promise.all(checks.map((check) => runCheck(check, doctor)));
    const wouldStopUp = findings.some(({ level }) => level === "stop");
    return { formatVersion: 1, checkedAt: new Date().toISOString(), wouldStopUp, findings };
  } finally {
    await doctor.close();
  }
}

async function runCheck(check: Check<DoctorContext>, doctor: DoctorContext): Promise<Finding> {
  return { check: check.name, ...(await check.run(doctor).catch(resultFromError)) };
}

function resultFromError(error: unknown): Result {
  const summary = error instanceof Error ? error.message : String(error);
  return error instanceof Skipped ? { level: "skip", summary } : fail(summary);
}
