import { defineAtlasResource } from "../../atlas/define-resource";
import { readDelegationSettings, updateDelegationSettings } from "../../atlas/endpoints/delegation-settings";
import { settingsObject } from "../../atlas/objects";
import { delegationSettings as settings } from "../../atlas/settings/delegation";
import { contradictions } from "../../atlas/settings/fields";
import { settingsLifecycle } from "../../atlas/settings/lifecycle";
import { identity } from "../../core/identity";
import { inputs, outputs } from "./schema";

const name = "OrganizationDelegationSettings";

export const organizationDelegationSettings = defineAtlasResource({
  name,
  summary:
    "The settings of an organization for delegated access, which programs use on behalf of users: only the settings that the program sets are managed.",
  inputs,
  outputs,
  identity: identity("orgId"),
  traits: {
    noun: "delegation settings",
    requiredRoles: {
      read: readDelegationSettings.requiredRole,
      change: updateDelegationSettings.requiredRole,
    },
  },
  errorWhenMissing: true,
  validate: contradictions,
  managedObjects: ({ orgId }) => settingsObject("delegation settings", orgId),
  ...settingsLifecycle({
    resource: name,
    settings,
    get: readDelegationSettings,
    update: updateDelegationSettings,
  }),
});
