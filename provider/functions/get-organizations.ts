import { z } from "zod";
import type { AtlasContext } from "../atlas/context";
import { listOrganizations } from "../atlas/endpoints/organizations";
import { field } from "../core/field";
import { defineFunction } from "../core/function";
import { sortedBy, toOrganization } from "./model";
import { organizationFields, profile } from "./output-fields";

export const getOrganizations = defineFunction({
  name: "getOrganizations",
  summary: "Looks up all organizations that the credentials belong to, over all pages.",
  inputs: z.strictObject({ profile }),
  outputs: z.strictObject({
    organizations: field(z.array(z.object(organizationFields)), {
      doc: "The organizations, each as getOrganization returns it, sorted by name and id.",
      elementType: "GetOrganizationResult",
    }),
  }),

  async run(context: AtlasContext) {
    const listed = await context.atlas.list(listOrganizations, { path: {} });
    return {
      organizations: sortedBy(
        listed.map(toOrganization),
        (organization) => organization.name,
        (organization) => organization.orgId,
      ),
    };
  },
});
