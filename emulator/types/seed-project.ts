import { z } from "zod";
import { projectLimits } from "../constants/project-limits";
import { type ProjectSettingName, projectSettings } from "../constants/project-settings";
import { isoTime, objectId, product } from "./seed-fields";

const settingName = z.enum(Object.keys(projectSettings) as ProjectSettingName[]);

const limitName = z
  .string()
  .refine((text) => projectLimits.some(({ name }) => name === text), "the name of a project's limit");

export const projectSettingsSchema = z.partialRecord(settingName, z.boolean().optional());

export const tag = z.strictObject({ key: z.string().min(1).max(255), value: z.string().min(1).max(255) });

export const project = z.strictObject({
  id: objectId.optional(),
  name: z.string().min(1).max(64).optional(),
  product: product.optional().describe("Default: the organization's."),
  created: isoTime.optional().describe("ISO 8601. Default: the time in the id."),
  desc: z.string().optional(),
  tags: z.array(tag).optional(),
  withDefaultAlertsSettings: z.boolean().optional(),
  clusterCount: z
    .int()
    .min(0)
    .optional()
    .describe("Clusters in the project; a project with clusters cannot be deleted. Default 0."),
  settings: projectSettingsSchema.optional().describe("Settings that differ from those of a new project."),
  limits: z
    .record(limitName, z.int().min(0))
    .optional()
    .describe("Limits that were set, by name; the others have their defaults."),
  managedSlowMs: z
    .boolean()
    .optional()
    .describe("Whether the service manages the threshold of slow operations. Default true."),
});
