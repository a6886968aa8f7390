import { z } from "zod";
import type { AtlasContext } from "../atlas/context";
import { readOrganizationSettings } from "../atlas/endpoints/organization-settings";
import { objectId } from "../atlas/ids";
import { organizationSettingFields, organizationSettings } from "../atlas/settings/organization";
import { liveValues, toProperties } from "../atlas/settings/values";
import { field } from "../core/field";
import { defineFunction } from "../core/function";
import { orMissingError } from "./only-match";
import { profile } from "./output-fields";

export const getOrganizationSettings = defineFunction({
  name: "getOrganizationSettings",
  summary: "Looks up the settings of an organization, managed or not. A setting without a value is left out.",
  inputs: z.strictObject({
    orgId: field(objectId("organization"), { doc: "Id of the organization." }),
    profile,
  }),
  outputs: z.strictObject({
    orgId: field(z.string(), { doc: "Id of the organization." }),
    ...organizationSettingFields,
  }),

  async run(context: AtlasContext, { orgId }) {
    const response = await orMissingError(() =>
      context.atlas.call(readOrganizationSettings, { path: { orgId } }),
    );
    const { unset, ...values } = toProperties(liveValues(organizationSettings, response));
    return { orgId, ...values };
  },
});
