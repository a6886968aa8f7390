import { z } from "zod";
import type { AtlasContext } from "../atlas/context";
import { getOrganization } from "../atlas/endpoints/organizations";
import { listProjects } from "../atlas/endpoints/projects";
import { objectId } from "../atlas/ids";
import { field } from "../core/field";
import { defineFunction } from "../core/function";
import { sortedBy, toProject } from "./model";
import { orMissingError } from "./only-match";
import { profile, projectFields } from "./output-fields";

export const getProjects = defineFunction({
  name: "getProjects",
  summary: "Looks up all projects that the credentials can see, over all pages.",
  inputs: z.strictObject({
    orgId: field(objectId("organization").optional(), {
      doc: "Only projects of this organization. An organization that does not exist is an error.",
    }),
    profile,
  }),
  outputs: z.strictObject({
    projects: field(z.array(z.object(projectFields)), {
      doc: "The projects, each as getProject returns it, sorted by name and id.",
      elementType: "GetProjectResult",
    }),
  }),

  async run(context: AtlasContext, { orgId }) {
    const visible = await context.atlas.list(listProjects, { path: {} });
    const projects = visible.filter((project) => orgId === undefined || project.orgId === orgId);
    // A mistyped organization must be an error, not an empty list.
    if (projects.length === 0 && orgId !== undefined) {
      await orMissingError(() => context.atlas.call(getOrganization, { path: { orgId } }));
    }
    return {
      projects: sortedBy(
        projects.map(toProject),
        (project) => project.name,
        (project) => project.projectId,
      ),
    };
  },
});
