import { z } from "zod";
import type { AtlasContext } from "../atlas/context";
import {
  getOrganization as getOrganizationEndpoint,
  listOrganizations,
  type Organization,
} from "../atlas/endpoints/organizations";
import { objectId } from "../atlas/ids";
import { field } from "../core/field";
import { defineFunction } from "../core/function";
import { toOrganization } from "./model";
import { onlyMatch, orMissingError } from "./only-match";
import { organizationFields, profile } from "./output-fields";

export const getOrganization = defineFunction({
  name: "getOrganization",
  summary:
    "Looks up one organization, by its id. Without an id, the credentials must belong to one organization only.",
  inputs: z.strictObject({
    orgId: field(objectId("organization").optional(), {
      doc: "Id of the organization. Default: the only organization of the credentials. An API key or a service account belongs to one organization.",
    }),
    profile,
  }),
  outputs: z.strictObject(organizationFields),

  async run(context: AtlasContext, { orgId }) {
    if (orgId === undefined) return toOrganization(await callerOrganization(context));
    return toOrganization(
      await orMissingError(() => context.atlas.call(getOrganizationEndpoint, { path: { orgId } })),
    );
  },
});

async function callerOrganization(context: AtlasContext): Promise<Organization> {
  const listed = await context.atlas.list(listOrganizations, { path: {} });
  return onlyMatch(
    listed.filter((organization) => organization.isDeleted !== true),
    {
      subject: "getOrganization",
      noun: "organization",
      describe: (organization) => `${organization.id} (${JSON.stringify(organization.name)})`,
      narrowBy: "orgId",
      whenMissing: `Atlas shows ${context.atlas.caller} none; check its roles`,
    },
  );
}
