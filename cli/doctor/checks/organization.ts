import type { DoctorContext } from "../context";
import { type Check, fail, ok } from "../report";

/** Projects that are listed for people; the facts contain all. */
const listedProjects = 20;

export const organization: Check<DoctorContext> = {
  name: "organization",
  description:
    "The organization (the caller's only one, or `--org`) and its projects that the caller can list.",
  async run(doctor) {
    const { id: orgId, name, isDeleted = false } = await doctor.organization();
    const projects = (await doctor.projects()).flatMap((project) =>
      project.orgId === orgId ? [{ projectId: project.id, name: project.name }] : [],
    );
    const facts = { orgId, name, isDeleted, projects };
    if (isDeleted)
      return fail(`Atlas marks organization ${orgId} ("${name}") as deleted`, {
        advice: "Use credentials of another organization",
        facts,
      });
    const listed = projects
      .slice(0, listedProjects)
      .map((project) => `${project.name} (${project.projectId})`);
    const more = projects.length - listed.length;
    return ok(`${name} (${orgId}), ${projects.length} project${projects.length === 1 ? "" : "s"}`, {
      details: [...listed, ...(more > 0 ? [`and ${more} more`] : [])],
      facts,
    });
  },
};
