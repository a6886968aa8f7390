import { z } from "zod";
import { endpoint } from "../endpoint";
import { hasAnyOf } from "./has-any-of";

const seconds = z.number().nullish();

const settings = hasAnyOf({
  delegatedMcpAccess: z.string().nullish(),
  delegatedPartnerAccess: z.string().nullish(),
  idleRefreshTokenLifetime: seconds,
  maximumRefreshTokenLifetime: seconds,
});

const common = {
  version: "2025-03-12",
  responseSchema: settings,
  atlasOnly: "Cloud Manager has no delegated access. Leave the resource out of its stacks",
  target: (path: Readonly<Record<string, string>>) => `of organization ${path.orgId}`,
} as const;

export const readDelegationSettings = endpoint({
  ...common,
  operation: "Read delegation settings",
  method: "GET",
  path: "/orgs/{orgId}/delegationSettings",
  requiredRole: "Organization Member",
});

/** A setting that is not sent stays unchanged; null restores the default of a lifetime. */
export const updateDelegationSettings = endpoint({
  ...common,
  operation: "Update delegation settings",
  method: "PATCH",
  path: "/orgs/{orgId}/delegationSettings",
  requiredRole: "Organization Owner",
});
