import { checks } from "./checks";
import { type Subject, Visit, type VisitSurroundings } from "./context";
import { type Check, type DoctorReport, type Finding, type Found, NotLookedAt, stop } from "./report";

/** Runs every check, at once; none stops another. Changes nothing, anywhere. */
export async function diagnose(
  subject: Subject,
  surroundings: VisitSurroundings = {},
): Promise<DoctorReport> {
  const visit = new Visit(subject, surroundings);
  try {
    const findings = await Promise.all(checks.map((check) => findingOf(check, visit)));
    const wouldStopUp = findings.some(({ level }) => level === "stop");
    return { formatVersion: 1, checkedAt: new Date().toISOString(), wouldStopUp, findings };
  } finally {
    await visit.close();
  }
}

async function findingOf(check: Check<Visit>, visit: Visit): Promise<Finding> {
  return { check: check.name, ...(await check.run(visit).catch(foundInstead)) };
}

function foundInstead(error: unknown): Found {
  const summary = error instanceof Error ? error.message : String(error);
  return error instanceof NotLookedAt ? { level: "skip", summary } : stop(summary);
}
