import type { OperationResponse } from "../http/api-response";
import { atlasError } from "../http/atlas-error";
import { readFields } from "../http/body";
import type { JsonObject } from "../types/json";
import type { Organization } from "../types/resources";
import type { SeedSessionTimeouts, SeedSettings } from "../types/seed.generated";
import { applyOrganizationChange } from "./audited-changes";
import type { Call, Route } from "./route";

const common = {
  product: "atlas",
  version: "2023-01-01",
  path: "/orgs/{orgId}/settings",
} as const;

export const organizationSettingsRoutes: readonly Route[] = [
  {
    ...common,
    method: "GET",
    operationId: "getOrgSettings",
    // Inferred: official tests read it 16 times in 3 s without a 429, more than a bucket of 10 allows.
    limit: "organizations",
    handler: (call) => ({ status: 200, body: settingsBody(call.organization) }),
  },
  {
    ...common,
    method: "PATCH",
    operationId: "updateOrgSettings",
    limit: "orgSettings",
    handler: updateSettings,
  },
];

/** Fields that are not sent stay unchanged (documented). */
function updateSettings(call: Call): OperationResponse {
  const { customSessionTimeouts, ...fields } = readFields(call.body, {
    apiAccessListRequired: "boolean",
    multiFactorAuthRequired: "boolean",
    restrictEmployeeAccess: "boolean",
    genAIFeaturesEnabled: "boolean",
    streamsCrossGroupEnabled: "boolean",
    maxServiceAccountSecretValidityInHours: "integer",
    securityContact: "string",
    operationsContact: "stringOrNull",
    customSessionTimeouts: "object",
  });
  const hours = fields.maxServiceAccountSecretValidityInHours;
  checkRange("maxServiceAccountSecretValidityInHours", hours, 8, 8760);
  if (fields.operationsContact === "")
    throw atlasError("VALIDATION_ERROR", "operationsContact must not be empty");
  const timeouts = customSessionTimeouts === undefined ? undefined : readTimeouts(customSessionTimeouts);
  const { organization } = call;
  const sent = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
  const { settings } = organization;
  applyOrganizationChange(call, organization, () => {
    organization.settings = {
      ...settings,
      ...sent,
      ...(timeouts && { customSessionTimeouts: { ...settings.customSessionTimeouts, ...timeouts } }),
    };
  });
  return { status: 200, body: settingsBody(organization) };
}

function readTimeouts(value: unknown): SeedSessionTimeouts {
  const timeouts = readFields(value, {
    absoluteSessionTimeoutInSeconds: "integerOrNull",
    idleSessionTimeoutInSeconds: "integerOrNull",
  });
  checkRange("absoluteSessionTimeoutInSeconds", timeouts.absoluteSessionTimeoutInSeconds, 3600, 43_200);
  checkRange(
    "idleSessionTimeoutInSeconds",
    timeouts.idleSessionTimeoutInSeconds,
    300,
    Number.MAX_SAFE_INTEGER,
  );
  return timeouts;
}

function checkRange(name: string, value: number | null | undefined, min: number, max: number): void {
  if (value === undefined || value === null) return;
  if (value < min || value > max)
    throw atlasError("VALIDATION_ERROR", `${name} must be from ${min} to ${max}`);
}

export const maxSecretHours = 8760;

/** Contacts and timeouts are present only if set. An empty text or null removes them (documented). */
function settingsBody({ settings }: Organization): JsonObject {
  return {
    apiAccessListRequired: settings.apiAccessListRequired ?? false,
    customSessionTimeouts: timeoutsBody(settings),
    genAIFeaturesEnabled: settings.genAIFeaturesEnabled ?? true,
    maxServiceAccountSecretValidityInHours: settings.maxServiceAccountSecretValidityInHours ?? maxSecretHours,
    multiFactorAuthRequired: settings.multiFactorAuthRequired ?? false,
    operationsContact: settings.operationsContact ?? undefined,
    restrictEmployeeAccess: settings.restrictEmployeeAccess ?? false,
    securityContact: settings.securityContact || undefined,
    streamsCrossGroupEnabled: settings.streamsCrossGroupEnabled ?? false,
  };
}

function timeoutsBody({ customSessionTimeouts: timeouts }: SeedSettings): JsonObject | undefined {
  const absolute = timeouts?.absoluteSessionTimeoutInSeconds ?? undefined;
  const idle = timeouts?.idleSessionTimeoutInSeconds ?? undefined;
  if (absolute === undefined && idle === undefined) return undefined;
  return { absoluteSessionTimeoutInSeconds: absolute, idleSessionTimeoutInSeconds: idle };
}
