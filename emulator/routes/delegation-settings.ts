import { changeOrganization } from "../events/record";
import type { JsonObject } from "../http/json";
import { problem } from "../problems";
import { readFields } from "../request/body";
import type { SeedDelegationSettings } from "../store/seed";
import type { Organization } from "../store/world";
import { mcpAccess, partnerAccess } from "../words/delegated-access";
import type { Answer, Call, Route } from "./route";

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

/** What is not sent stays as it is; null gives a setting back to its default (documented for the lifetimes). */
function updateSettings(call: Call): Answer {
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
  changeOrganization(call, organization, () => {
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
  if (found === undefined) throw problem("INVALID_ENUM_VALUE", value.slice(0, 100));
  return found;
}

function requireLifetime(name: string, value: number | null | undefined): void {
  if (value === undefined || value === null) return;
  if (value < 1 || value > maxSeconds)
    throw problem("VALIDATION_ERROR", `${name} must be from 1 to ${maxSeconds}`);
}

/** A lifetime that is not set is null (inferred from its documented type). */
function settingsBody({ delegationSettings }: Organization): JsonObject {
  return {
    delegatedMcpAccess: delegationSettings.delegatedMcpAccess ?? "DISALLOWED",
    delegatedPartnerAccess: delegationSettings.delegatedPartnerAccess ?? "DISALLOWED",
    idleRefreshTokenLifetime: delegationSettings.idleRefreshTokenLifetime ?? null,
    maximumRefreshTokenLifetime: delegationSettings.maximumRefreshTokenLifetime ?? null,
  };
}
