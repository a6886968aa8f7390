import { isDeepStrictEqual } from "node:util";
import { projectSettings } from "../constants/project-settings";
import type { Organization, Project } from "../types/resources";
import type { NewEvent } from "./principal-events";

export type OrganizationState = Pick<Organization, "name" | "settings" | "delegationSettings">;
export type ProjectState = Pick<
  Project,
  "id" | "name" | "tags" | "withDefaultAlertsSettings" | "settings" | "limits"
>;

/** The events of changes to an organization itself (documented types). Two settings have no documented type. */
export function organizationEvents(
  before: OrganizationState | undefined,
  after: OrganizationState,
): NewEvent[] {
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

/** Both feeds show creation, deletion and changed tags (recorded), the project's feed all other changes. */
export function projectEvents(before: ProjectState | undefined, after: ProjectState | undefined): NewEvent[] {
  const project = after ?? before;
  if (project === undefined) return [];
  const { id: groupId } = project;
  const inBoth = (eventTypeName: string): NewEvent => ({ eventTypeName, inOrganization: true, groupId });
  const here = (eventTypeName: string): NewEvent => ({ eventTypeName, inOrganization: false, groupId });
  const tags = {
    ...inBoth("GROUP_TAGS_MODIFIED"),
    targetFields: { resourceId: groupId, resourceType: "project" },
  };
  if (after === undefined) return [inBoth("GROUP_DELETED")];
  if (before === undefined) return [inBoth("GROUP_CREATED"), ...(after.tags.length > 0 ? [tags] : [])];
  return [
    ...(before.name !== after.name ? [here("GROUP_NAME_CHANGED")] : []),
    ...(isDeepStrictEqual(before.tags, after.tags) ? [] : [tags]),
    ...(before.withDefaultAlertsSettings !== after.withDefaultAlertsSettings
      ? [here("GROUP_DEFAULT_ALERTS_SETTINGS_CHANGED")]
      : []),
    ...settingEventNames(before.settings, after.settings).map(here),
    ...limitEventNames(before.limits, after.limits).map(here),
  ];
}

/** Event types of changed project settings; some settings have no documented type. */
function settingEventNames(before: Project["settings"], after: Project["settings"]): string[] {
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

function limitEventNames(before: Project["limits"], after: Project["limits"]): string[] {
  const all = [...new Set([...before.keys(), ...after.keys()])];
  return all
    .filter((name) => before.get(name) !== after.get(name))
    .map((name) => {
      if (!name.startsWith("dataFederation.")) return "PROJECT_LIMIT_UPDATED";
      return `DATA_FEDERATION_QUERY_LIMIT_${after.has(name) ? "CONFIGURED" : "DELETED"}`;
    });
}

function ofOrganization(eventTypeName: string): NewEvent {
  return { eventTypeName, inOrganization: true };
}
