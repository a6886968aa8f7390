/**
 * Settings of a project with their values in a new project. All values are recorded except those of
 * isClusterAiAssistantEnabled, isNativeRerankingEnabled, isDataValidationEnabled and isAtlasHomePageAiAssistantEnabled: of
 * these only the names are known.
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
