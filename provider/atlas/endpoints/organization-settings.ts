import { z } from "zod";
import { endpoint } from "../endpoint";
import { hasAnyOf } from "./has-any-of";

const flag = z.boolean().nullish();
const seconds = z.number().nullish();

/** A setting without a value is null, an empty text or absent. */
const settings = hasAnyOf({
  apiAccessListRequired: flag,
  customSessionTimeouts: z
    .object({ absoluteSessionTimeoutInSeconds: seconds, idleSessionTimeoutInSeconds: seconds })
    .nullish(),
  genAIFeaturesEnabled: flag,
  maxServiceAccountSecretValidityInHours: z.number().nullish(),
  multiFactorAuthRequired: flag,
  operationsContact: z.string().nullish(),
  restrictEmployeeAccess: flag,
  securityContact: z.string().nullish(),
  streamsCrossGroupEnabled: flag,
});

const common = {
  version: "2023-01-01",
  responseSchema: settings,
  atlasOnly:
    "Cloud Manager has no settings of an organization in its API. Set them on its own page of settings",
  target: (path: Readonly<Record<string, string>>) => `of organization ${path.orgId}`,
} as const;

export const readOrganizationSettings = endpoint({
  ...common,
  operation: "Read settings",
  method: "GET",
  path: "/orgs/{orgId}/settings",
  requiredRole: "Organization Member",
});

/** A setting that is not sent stays unchanged. */
export const updateOrganizationSettings = endpoint({
  ...common,
  operation: "Update settings",
  method: "PATCH",
  path: "/orgs/{orgId}/settings",
  requiredRole: "Organization Owner",
});
