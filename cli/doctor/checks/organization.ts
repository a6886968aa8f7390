import type { DoctorContext } from "../context";
import { type Check, fail, ok } from "../report";

export const organization: Check<DoctorContext> = {
  name: "organization",
  description:
    "The organization in question (the caller's only one, or `--org`) and its projects that the caller may see.",
  async run(doctor) {
    const { id: orgId, name, isDeleted = false } = await doctor.organization();
    const all = await doctor.projects();
    const projects = all.flatMap((project) =>
      project.orgId === orgId ? [{ projectId: project.id, name: project.name }] : [],
    );
    const facts = { orgId, name, isDeleted, projects };
    if (isDeleted)
      return fail(`Atlas marks organization ${orgId} ("${name}") as deleted`, {
        advice: "Use credentials of another one",
        facts,
      });
    const shown = projects.slice(0, 20).map((project) => `${project.name} (${project.projectId})`);
    const more = projects.length > shown.length ? [`and ${projects.length - shown.length} more`] : [];
    return ok(`${name} (${orgId}), ${projects.length} project${projects.length === 1 ? "" : "s"}`, {
      details: [...shown, ...more],
      facts,
    });
  },
};
