/**
 * Settings of a project with the values of a new one: recorded, but for those of isClusterAiAssistantEnabled,
 * isNativeRerankingEnabled, isDataValidationEnabled and isAtlasHomePageAiAssistantEnabled, of which only the names are known.
 */
export const projectSettings = {
  isAtlasHomePageAiAssistantEnabled: true,
  isClusterAiAssistantEnabled: true,
  isCollectDatabaseSpecificsStatisticsEnabled: true,
  isDataExplorerEnabled: true,
  isDataExplorerGenAIFeaturesEnabled: true,
  isDataExplorerGenAISampleDocumentPassingEnabled: false,
  isDataValidationEnabled: false,
  isExtendedStorageSizesEnabled: false,
  isNativeRerankingEnabled: false,
  isPerformanceAdvisorEnabled: true,
  isRealtimePerformancePanelEnabled: true,
  isSchemaAdvisorEnabled: true,
} as const;

export type ProjectSettingName = keyof typeof projectSettings;
