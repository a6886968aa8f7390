import { changeOrganization } from "../store/record-events";
import type { JsonObject } from "../types/json";
import { problem } from "../http/atlas-error";
import { readFields } from "../http/body";
import type { SeedSessionTimeouts, SeedSettings } from "../types/seed";
import type { Organization } from "../store/snapshot";
import type { Answer, Call, Route } from "./route";

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
    // Official tests read it 16 times in 3 s without a 429, which a bucket of 10 would not allow (inferred).
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

/** What is not sent stays as it is (documented). */
function updateSettings(call: Call): Answer {
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
  within("maxServiceAccountSecretValidityInHours", hours, 8, 8760);
  if (fields.operationsContact === "")
    throw problem("VALIDATION_ERROR", "operationsContact must not be empty");
  const timeouts = customSessionTimeouts === undefined ? undefined : readTimeouts(customSessionTimeouts);
  const { organization } = call;
  const sent = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
  const { settings } = organization;
  changeOrganization(call, organization, () => {
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
  within("absoluteSessionTimeoutInSeconds", timeouts.absoluteSessionTimeoutInSeconds, 3600, 43_200);
  within("idleSessionTimeoutInSeconds", timeouts.idleSessionTimeoutInSeconds, 300, Number.MAX_SAFE_INTEGER);
  return timeouts;
}

function within(name: string, value: number | null | undefined, min: number, max: number): void {
  if (value === undefined || value === null) return;
  if (value < min || value > max) throw problem("VALIDATION_ERROR", `${name} must be from ${min} to ${max}`);
}

export const maxSecretHours = 8760;

/** Contacts and timeouts are there only where they are set: an empty text or null clears them (documented). */
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
