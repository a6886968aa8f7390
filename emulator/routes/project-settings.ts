import type { JsonObject } from "../http/json";
import { readFields } from "../request/body";
import type { SeedProjectSettings } from "../store/seed";
import type { Project } from "../store/world";
import type { Answer, Call, Route } from "./route";

const common = {
  product: "atlas",
  version: "2023-01-01",
  limit: "groups",
  path: "/groups/{groupId}/settings",
} as const;

export const projectSettingsRoutes: readonly Route[] = [
  {
    ...common,
    method: "GET",
    operationId: "getGroupSettings",
    aliases: ["getProjectSettings"],
    requires: "GROUP_READ_ONLY",
    javaMethod: "ApiAtlasGroupsResource::getGroupSettings",
    handler: getSettings,
  },
  {
    ...common,
    method: "PATCH",
    operationId: "updateGroupSettings",
    aliases: ["updateProjectSettings"],
    requires: "GROUP_OWNER",
    handler: updateSettings,
  },
];

/** As recorded of a new project. */
const defaults = {
  isCollectDatabaseSpecificsStatisticsEnabled: true,
  isDataExplorerEnabled: true,
  isDataExplorerGenAIFeaturesEnabled: true,
  isDataExplorerGenAISampleDocumentPassingEnabled: false,
  isExtendedStorageSizesEnabled: false,
  isPerformanceAdvisorEnabled: true,
  isRealtimePerformancePanelEnabled: true,
  isSchemaAdvisorEnabled: true,
} as const satisfies Required<Record<keyof SeedProjectSettings, boolean>>;

/** Recorded with a header that leads nowhere, as that of a new project does. */
function getSettings(call: Call): Answer {
  const headers = { Location: `${call.exchange.origin}//api/atlas/v1.0` };
  return { status: 200, body: settingsBody(call.project), headers };
}

/** What is not sent stays as it is (documented). */
function updateSettings(call: Call): Answer {
  const sent = readFields(call.body, {
    isCollectDatabaseSpecificsStatisticsEnabled: "boolean",
    isDataExplorerEnabled: "boolean",
    isDataExplorerGenAIFeaturesEnabled: "boolean",
    isDataExplorerGenAISampleDocumentPassingEnabled: "boolean",
    isExtendedStorageSizesEnabled: "boolean",
    isPerformanceAdvisorEnabled: "boolean",
    isRealtimePerformancePanelEnabled: "boolean",
    isSchemaAdvisorEnabled: "boolean",
  });
  call.project.settings = { ...call.project.settings, ...sent };
  return { status: 200, body: settingsBody(call.project) };
}

function settingsBody({ settings }: Project): JsonObject {
  return { ...defaults, ...settings };
}
