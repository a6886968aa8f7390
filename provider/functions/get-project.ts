import { z } from "zod";
import type { AtlasContext } from "../atlas/context";
import { listProjects, getProject as readProject } from "../atlas/endpoints/projects";
import { objectId } from "../atlas/ids";
import { MissingError } from "../core/errors";
import { field } from "../core/field";
import { defineFunction } from "../core/function";
import { toProject } from "./model";
import { didYouMean, onlyMatch, orMissingError } from "./only-match";
import { profile, projectFields } from "./output-fields";

const inputs = z.strictObject({
  projectId: field(objectId("project").optional(), {
    doc: "Id of the project. Exactly one of `projectId` and `name` is given.",
  }),
  name: field(z.string().min(1, "must have at least 1 character").optional(), {
    doc: "Name of the project: an exact match among the projects that the credentials can see.",
  }),
  orgId: field(objectId("organization").optional(), {
    doc: "Id of the project's organization. Needed only if the credentials can see several projects of that name.",
  }),
  profile,
});

export const getProject = defineFunction({
  name: "getProject",
  summary: "Looks up one project by its id or its name.",
  inputs,
  outputs: z.strictObject(projectFields),
  validate: ({ projectId, name }) =>
    (projectId === undefined) === (name === undefined)
      ? [{ field: "", reason: "name the project by exactly one of projectId and name" }]
      : [],

  async run(context: AtlasContext, { projectId, name = "", orgId }) {
    if (projectId === undefined) return toProject(await findProjectByName(context, name, orgId));
    const project = await orMissingError(() => context.atlas.call(readProject, { path: { projectId } }));
    if (orgId === undefined || project.orgId === orgId) return toProject(project);
    throw new MissingError(
      `getProject ${projectId}: it belongs to organization ${project.orgId}, not ${orgId}. Check both ids`,
    );
  },
});

/** Uses the list instead of Atlas's search by name: one list serves every name, and shows duplicates. */
async function findProjectByName(context: AtlasContext, name: string, orgId: string | undefined) {
  const visible = await context.atlas.list(listProjects, { path: {} });
  const projects = visible.filter((project) => orgId === undefined || project.orgId === orgId);
  const names = projects.map((project) => project.name);
  const where = orgId === undefined ? "" : ` in organization ${orgId}`;
  return onlyMatch(
    projects.filter((project) => project.name === name),
    {
      subject: `getProject ${JSON.stringify(name)}${where}`,
      noun: "project",
      describe: (project) => `${project.id} (in organization ${project.orgId})`,
      narrowBy: "projectId or orgId",
      whenMissing: `${didYouMean(name, names)}${context.atlas.caller} sees ${projects.length} projects there; the name must match exactly`,
    },
  );
}
