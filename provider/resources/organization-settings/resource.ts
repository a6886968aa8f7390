import { defineAtlasResource } from "../../atlas/define-resource";
import {
  readOrganizationSettings,
  updateOrganizationSettings,
} from "../../atlas/endpoints/organization-settings";
import { settingsObject } from "../../atlas/objects";
import { settingsLifecycle } from "../../atlas/settings/lifecycle";
import { organizationSettings as settings } from "../../atlas/settings/organization";
import { identity } from "../../core/identity";
import { lockoutBy } from "./lockout";
import { inputs, outputs, problemsOf } from "./schema";

const name = "OrganizationSettings";

export const organizationSettings = defineAtlasResource({
  name,
  summary: "Settings of an organization: only those that the program sets are managed.",
  inputs,
  outputs,
  identity: identity("orgId"),
  traits: {
    noun: "settings",
    requiredRoles: {
      read: readOrganizationSettings.requiredRole,
      change: updateOrganizationSettings.requiredRole,
    },
  },
  errorWhenMissing: true,
  validate: problemsOf,
  managedObjects: ({ orgId }) => settingsObject("settings", orgId),
  ...settingsLifecycle({
    resource: name,
    settings,
    get: readOrganizationSettings,
    update: updateOrganizationSettings,
    refusal: lockoutBy,
  }),
});
