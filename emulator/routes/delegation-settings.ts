import { mcpAccess, partnerAccess } from "../constants/delegated-access";
import type { OperationResponse } from "../http/api-response";
import { atlasError } from "../http/atlas-error";
import { readFields } from "../http/body";
import type { JsonObject } from "../types/json";
import type { Organization } from "../types/resources";
import type { SeedDelegationSettings } from "../types/seed.generated";
import { applyOrganizationChange } from "./audited-changes";
import type { Call, Route } from "./route";

const common = {
  product: "atlas",
  version: "2025-03-12",
  path: "/orgs/{orgId}/delegationSettings",
  limit: "organizations",
} as const;

export const delegationSettingsRoutes: readonly Route[] = [
  {
    ...common,
    method: "GET",
    operationId: "getOrgDelegationSettings",
    handler: ({ organization }) => ({ status: 200, body: settingsBody(organization) }),
  },
  { ...common, method: "PATCH", operationId: "updateOrgDelegationSettings", handler: updateSettings },
];

const maxSeconds = 31_536_000;

/** Fields that are not sent stay unchanged; null restores a default (documented for the lifetimes). */
function updateSettings(call: Call): OperationResponse {
  const { delegatedMcpAccess, delegatedPartnerAccess, ...lifetimes } = readFields(call.body, {
    delegatedMcpAccess: "stringOrNull",
    delegatedPartnerAccess: "stringOrNull",
    idleRefreshTokenLifetime: "integerOrNull",
    maximumRefreshTokenLifetime: "integerOrNull",
  });
  for (const [name, value] of Object.entries(lifetimes)) requireLifetime(name, value);
  const sent = Object.entries({
    delegatedMcpAccess: oneOf(delegatedMcpAccess, mcpAccess),
    delegatedPartnerAccess: oneOf(delegatedPartnerAccess, partnerAccess),
    ...lifetimes,
  }).filter(([, value]) => value !== undefined);
  const { organization } = call;
  applyOrganizationChange(call, organization, () => {
    const settings = { ...organization.delegationSettings, ...Object.fromEntries(sent) };
    organization.delegationSettings = Object.fromEntries(
      Object.entries(settings).filter(([, value]) => value !== null),
    ) as SeedDelegationSettings;
  });
  return { status: 200, body: settingsBody(organization) };
}

function oneOf<Name extends string>(value: string | null | undefined, names: readonly Name[]) {
  if (value === undefined || value === null) return value;
  const found = names.find((name) => name === value);
  if (found === undefined) throw atlasError("INVALID_ENUM_VALUE", value.slice(0, 100));
  return found;
}

function requireLifetime(name: string, value: number | null | undefined): void {
  if (value === undefined || value === null) return;
  if (value < 1 || value > maxSeconds)
    throw atlasError("VALIDATION_ERROR", `${name} must be from 1 to ${maxSeconds}`);
}

/** An unset lifetime is null (inferred from its documented type). */
function settingsBody({ delegationSettings }: Organization): JsonObject {
  return {
    delegatedMcpAccess: delegationSettings.delegatedMcpAccess ?? "DISALLOWED",
    delegatedPartnerAccess: delegationSettings.delegatedPartnerAccess ?? "DISALLOWED",
    idleRefreshTokenLifetime: delegationSettings.idleRefreshTokenLifetime ?? null,
    maximumRefreshTokenLifetime: delegationSettings.maximumRefreshTokenLifetime ?? null,
  };
}
