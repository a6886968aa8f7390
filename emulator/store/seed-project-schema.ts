import { z } from "zod";
import { projectLimits } from "../constants/project-limits";
import { projectSettings } from "../constants/project-settings";

const settingName = z
  .string()
  .refine((text) => Object.hasOwn(projectSettings, text), "the name of a project's setting");
export const projectSettingsSchema = z.record(settingName, z.boolean());

const limitName = z
  .string()
  .refine((text) => projectLimits.some(({ name }) => name === text), "the name of a project's limit");
export const projectLimitsSchema = z.record(limitName, z.int().min(0));
