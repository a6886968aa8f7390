import { org } from "../emulator/two-organizations";
import { callsOf, firstPage, type Step } from "./sequence";

const { get, patch } = callsOf("2023-01-01");
const text = expect.any(String);
const flag = expect.any(Boolean);

/** The client dereferences all of these fields. */
const switches = Object.fromEntries(
  [
    "isCollectDatabaseSpecificsStatisticsEnabled",
    "isDataExplorerEnabled",
    "isExtendedStorageSizesEnabled",
    "isPerformanceAdvisorEnabled",
    "isRealtimePerformancePanelEnabled",
    "isSchemaAdvisorEnabled",
  ].map((name) => [name, flag]),
);

/** The client sends all settings of a new project back, with the program's changes. */
export const backAgain = (changed: object = {}) => {
  const body = {
    isCollectDatabaseSpecificsStatisticsEnabled: true,
    isDataExplorerEnabled: true,
    isDataExplorerGenAIFeaturesEnabled: true,
    isDataExplorerGenAISampleDocumentPassingEnabled: false,
    isExtendedStorageSizesEnabled: false,
    isPerformanceAdvisorEnabled: true,
    isRealtimePerformancePanelEnabled: true,
    isSchemaAdvisorEnabled: true,
  };
  const path = "/groups/{group}/settings";
  return [get(path, { needs: body }), patch(path, { body: { ...body, ...changed }, needs: changed })];
};

export const known = { id: text, orgId: org, name: text, clusterCount: 0, created: text };

/** The reads of the resource and both data sources after the project itself. */
export const parts = (id: string): readonly Step[] => [
  get(`/groups/${id}/teams?${firstPage}`, { needs: { results: [], totalCount: 0 } }),
  get(`/groups/${id}/limits`, {
    holds: {
      name: "atlas.project.deployment.clusters",
      value: expect.any(Number),
      currentUsage: 0,
      defaultLimit: 25,
      maximumLimit: 100,
    },
  }),
  get(`/groups/${id}/settings`, { needs: switches }),
  get(`/groups/${id}/ipAddresses`, { needs: { groupId: text, services: { clusters: [] } } }),
  get(`/groups/${id}/managedSlowMs`, { needs: flag }),
];

export const read = (id: string) => [get(`/groups/${id}`, { needs: known }), ...parts(id)];
