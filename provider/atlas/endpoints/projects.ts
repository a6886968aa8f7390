import { z } from "zod";
import { endpoint } from "../endpoint";
import { pageOf } from "../paging";

const project = z.object({ id: z.string(), orgId: z.string(), name: z.string() });
export type Project = z.output<typeof project>;

export const getProject = endpoint({
  operation: "Read project",
  method: "GET",
  path: "/groups/{projectId}",
  version: "2023-01-01",
  responseSchema: project,
  requiredRole: "Project Read Only",
  target: (path) => path.projectId ?? "",
});

/** Every project that the credentials can see, in any organization. */
export const listProjects = endpoint({
  operation: "List projects",
  method: "GET",
  path: "/groups",
  version: "2023-01-01",
  responseSchema: pageOf(project),
  requiredRole: "Organization Member",
  target: () => "of these credentials",
});

export const listOrgProjects = endpoint({
  operation: "List projects",
  method: "GET",
  path: "/orgs/{orgId}/groups",
  version: "2023-01-01",
  responseSchema: pageOf(z.object({ id: z.string(), name: z.string() })),
  requiredRole: "Organization Member",
  target: (path) => `of organization ${path.orgId}`,
});
