import { z } from "zod";
import { projectLimits } from "../words/project-limits";

export const projectSettingsSchema = z.strictObject({
  isCollectDatabaseSpecificsStatisticsEnabled: z.boolean().optional(),
  isDataExplorerEnabled: z.boolean().optional(),
  isDataExplorerGenAIFeaturesEnabled: z.boolean().optional(),
  isDataExplorerGenAISampleDocumentPassingEnabled: z.boolean().optional(),
  isExtendedStorageSizesEnabled: z.boolean().optional(),
  isPerformanceAdvisorEnabled: z.boolean().optional(),
  isRealtimePerformancePanelEnabled: z.boolean().optional(),
  isSchemaAdvisorEnabled: z.boolean().optional(),
});

const limitName = z
  .string()
  .refine((text) => projectLimits.some(({ name }) => name === text), "the name of a project's limit");
export const projectLimitsSchema = z.record(limitName, z.int().min(0));
