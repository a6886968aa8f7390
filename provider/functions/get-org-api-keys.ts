import { z } from "zod";
import type { AtlasContext } from "../atlas/context";
import { listOrgApiKeys } from "../atlas/endpoints/org-api-keys";
import { getProject } from "../atlas/endpoints/projects";
import { AtlasApiError } from "../atlas/errors";
import { objectId } from "../atlas/ids";
import { roleProblem } from "../atlas/roles";
import { MissingError } from "../core/errors";
import { field } from "../core/field";
import { defineFunction } from "../core/function";
import { type KeyResult, sortedBy, toKey } from "./model";
import { orMissingError } from "./only-match";
import { keyFields, profile } from "./output-fields";

/** A role of an organization or of a project, by its prefix. */
const anyRole = z.string().superRefine((value, context) => {
  const problem = roleProblem(value, value.toUpperCase().startsWith("GROUP") ? "project" : "organization");
  if (problem) context.addIssue({ code: "custom", message: problem });
});

const inputs = z.strictObject({
  orgId: field(objectId("organization"), { doc: "Id of the organization that owns the keys." }),
  role: field(anyRole.optional(), {
    doc: "Only keys that have this role: an organization role, or a project role in any project. With `projectId`, a project role in that project.",
  }),
  projectId: field(objectId("project").optional(), { doc: "Only keys that have a role in this project." }),
  description: field(z.string().min(1, "must have at least 1 character").optional(), {
    doc: "Only keys of this description: an exact match.",
  }),
  profile,
});

type Inputs = z.output<typeof inputs>;

export const getOrgApiKeys = defineFunction({
  name: "getOrgApiKeys",
  summary:
    "Looks up the API keys of an organization, over all pages. With several filters, a key must match all of them. No match is an empty list. An organization or project that does not exist is an error.",
  inputs,
  outputs: z.strictObject({
    apiKeys: field(z.array(z.object(keyFields)), {
      doc: "The keys, each as getOrgApiKey returns it, sorted by description and id.",
      elementType: "GetOrgApiKeyResult",
    }),
  }),

  async run(context: AtlasContext, inputs) {
    const path = { orgId: inputs.orgId };
    const keys = await context.atlas.list(listOrgApiKeys, { path });
    const found = keys.map((key) => toKey(inputs.orgId, key)).filter((key) => matchesFilters(key, inputs));
    if (found.length === 0 && inputs.projectId !== undefined) {
      await assertProject(context, inputs.orgId, inputs.projectId);
    }
    return {
      apiKeys: sortedBy(
        found,
        (key) => key.description,
        (key) => key.apiKeyId,
      ),
    };
  },
});

function matchesFilters(key: KeyResult, { role, projectId, description }: Inputs): boolean {
  if (description !== undefined && key.description !== description) return false;
  const inProjects = key.projectRoles.filter(
    (entry) => projectId === undefined || entry.projectId === projectId,
  );
  if (projectId !== undefined && inProjects.length === 0) return false;
  return (
    role === undefined || key.roles.includes(role) || inProjects.some((entry) => entry.roles.includes(role))
  );
}

/** A mistyped project must be an error, not an empty list. */
async function assertProject(context: AtlasContext, orgId: string, projectId: string): Promise<void> {
  try {
    const project = await orMissingError(() => context.atlas.call(getProject, { path: { projectId } }));
    if (project.orgId === orgId) return;
    throw new MissingError(
      `getOrgApiKeys in organization ${orgId}: project ${projectId} belongs to organization ${project.orgId}. Check both ids`,
    );
  } catch (error) {
    // The credentials can list the keys but not read the project: the list is the result.
    if (!(error instanceof AtlasApiError) || error.kind !== "permission") throw error;
  }
}
