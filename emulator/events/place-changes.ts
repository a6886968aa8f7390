import { isDeepStrictEqual } from "node:util";
import type { Organization, Project } from "../store/world";
import { projectSettings } from "../words/project-settings";
import type { Change } from "./changes";

export type OrganizationState = Pick<Organization, "name" | "settings" | "delegationSettings">;
export type ProjectState = Pick<
  Project,
  "id" | "name" | "tags" | "withDefaultAlertsSettings" | "settings" | "limits"
>;

/** What an organization's own changes leave in its feed (documented types). Of two settings no type is documented. */
export function organizationChanges(
  before: OrganizationState | undefined,
  after: OrganizationState,
): Change[] {
  if (before === undefined) return [ofOrganization("ORG_CREATED")];
  const [had, has] = [before.settings, after.settings];
  const flag = (name: "apiAccessListRequired" | "multiFactorAuthRequired" | "restrictEmployeeAccess") =>
    (had[name] ?? false) === (has[name] ?? false) ? undefined : has[name] === true;
  const differs = (...values: readonly [unknown, unknown]) => !isDeepStrictEqual(...values);
  const lists = flag("apiAccessListRequired");
  const factors = flag("multiFactorAuthRequired");
  const employees = flag("restrictEmployeeAccess");
  const names: readonly (string | false)[] = [
    before.name !== after.name && "ORG_RENAMED",
    lists !== undefined && `ORG_PUBLIC_API_ACCESS_LIST_${lists ? "REQUIRED" : "NOT_REQUIRED"}`,
    factors !== undefined && `ORG_TWO_FACTOR_AUTH_${factors ? "REQUIRED" : "OPTIONAL"}`,
    employees !== undefined && `ORG_EMPLOYEE_ACCESS_${employees ? "RESTRICTED" : "UNRESTRICTED"}`,
    differs(had.maxServiceAccountSecretValidityInHours, has.maxServiceAccountSecretValidityInHours) &&
      "ORG_SERVICE_ACCOUNT_MAX_SECRET_VALIDITY_EDITED",
    differs(had.securityContact, has.securityContact) && "SECURITY_CONTACT_MODIFIED",
    differs(had.operationsContact, has.operationsContact) && "OPERATIONS_CONTACT_MODIFIED",
    differs(had.customSessionTimeouts, has.customSessionTimeouts) && "CUSTOM_SESSION_TIMEOUT_MODIFIED",
    differs(before.delegationSettings, after.delegationSettings) && "ORG_DELEGATION_SETTINGS_UPDATED",
  ];
  return names.flatMap((name) => (name === false ? [] : [ofOrganization(name)]));
}

/** That it came, went or has other tags is in both feeds (recorded), all else in the project's. */
export function projectChanges(before: ProjectState | undefined, after: ProjectState | undefined): Change[] {
  const project = after ?? before;
  if (project === undefined) return [];
  const { id: groupId } = project;
  const inBoth = (eventTypeName: string): Change => ({ eventTypeName, inOrganization: true, groupId });
  const here = (eventTypeName: string): Change => ({ eventTypeName, inOrganization: false, groupId });
  const tags = { ...inBoth("GROUP_TAGS_MODIFIED"), about: { resourceId: groupId, resourceType: "project" } };
  if (after === undefined) return [inBoth("GROUP_DELETED")];
  if (before === undefined) return [inBoth("GROUP_CREATED"), ...(after.tags.length > 0 ? [tags] : [])];
  return [
    ...(before.name !== after.name ? [here("GROUP_NAME_CHANGED")] : []),
    ...(isDeepStrictEqual(before.tags, after.tags) ? [] : [tags]),
    ...(before.withDefaultAlertsSettings !== after.withDefaultAlertsSettings
      ? [here("GROUP_DEFAULT_ALERTS_SETTINGS_CHANGED")]
      : []),
    ...settingNames(before.settings, after.settings).map(here),
    ...limitNames(before.limits, after.limits).map(here),
  ];
}

/** The settings of a project for which a type is documented. */
function settingNames(before: Project["settings"], after: Project["settings"]): string[] {
  const names = {
    isExtendedStorageSizesEnabled: "PROJECT_ENABLE_EXTENDED_STORAGE_SIZES_UPDATED",
    isDataValidationEnabled: "PROJECT_ENABLE_DATA_VALIDATION_UPDATED",
    isCollectDatabaseSpecificsStatisticsEnabled: "PROJECT_COLLECT_DATABASE_STATISTICS_UPDATED",
    isDataExplorerEnabled:
      after.isDataExplorerEnabled === false ? "DATA_EXPLORER_DISABLED" : "DATA_EXPLORER_ENABLED",
  } as const;
  const all = Object.keys(names) as (keyof typeof names)[];
  return all
    .filter((name) => after[name] !== undefined && (before[name] ?? projectSettings[name]) !== after[name])
    .map((name) => names[name]);
}

function limitNames(before: Project["limits"], after: Project["limits"]): string[] {
  const all = [...new Set([...before.keys(), ...after.keys()])];
  return all
    .filter((name) => before.get(name) !== after.get(name))
    .map((name) => {
      if (!name.startsWith("dataFederation.")) return "PROJECT_LIMIT_UPDATED";
      return `DATA_FEDERATION_QUERY_LIMIT_${after.has(name) ? "CONFIGURED" : "DELETED"}`;
    });
}

function ofOrganization(eventTypeName: string): Change {
  return { eventTypeName, inOrganization: true };
}
