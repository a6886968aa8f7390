import { z } from "zod";
import { endpoint } from "../atlas/endpoint";
import { organization } from "../atlas/keys";
import { pageOf } from "../atlas/paging";

const project = z.object({ id: z.string(), orgId: z.string(), name: z.string() });
export type Project = z.output<typeof project>;

/** Every project that the credentials may see, whatever its organization. */
export const listProjects = endpoint({
  operation: "List projects",
  method: "GET",
  path: "/groups",
  version: "2023-01-01",
  responseSchema: pageOf(project),
  requiredRole: "Organization Member",
  target: () => "of these credentials",
});

export const getOrganization = endpoint({
  operation: "Read organization",
  method: "GET",
  path: "/orgs/{orgId}",
  version: "2023-01-01",
  responseSchema: organization,
  requiredRole: "Organization Member",
  target: (path) => path.orgId ?? "",
});
