/** The settings of an organization, as the resource takes them and the function returns them. */
import { z } from "zod";
import { field } from "../../core/field";
import type { Setting } from "./values";

const contact = z
  .string()
  .regex(/^[^\s@]+@[^\s@]+$/, "must be an email address; to have none, name the setting in unset");

const timeouts = z.strictObject({
  absoluteSessionTimeoutInSeconds: z
    .number()
    .int("must be a whole number of seconds")
    .min(3600, "must be at least 3600 seconds (1 hour)")
    .max(43_200, "must be at most 43200 seconds (12 hours)")
    .optional()
    .describe("Seconds after which users are signed out: 3600 to 43200. Without a value 43200."),
  idleSessionTimeoutInSeconds: z
    .number()
    .int("must be a whole number of seconds")
    .min(300, "must be at least 300 seconds (5 minutes)")
    .max(43_200, "must be at most 43200 seconds (12 hours), the longest session")
    .optional()
    .describe(
      "Seconds without activity after which users are signed out: 300 up to `absoluteSessionTimeoutInSeconds`. Without a value never.",
    ),
});

const flag = (doc: string) => field(z.boolean().optional(), { doc });

export const organizationSettingFields = {
  apiAccessListRequired: flag(
    "Whether every API key and service account needs an access list to use the Admin API.",
  ),
  customSessionTimeouts: field(timeouts.optional(), {
    doc: "When users are signed out, in seconds: `absoluteSessionTimeoutInSeconds` after they signed in (3600 to 43200; without a value 43200) and `idleSessionTimeoutInSeconds` without activity (300 up to the absolute one; without a value never). Each is managed by itself.",
  }),
  genAIFeaturesEnabled: flag("Whether projects of the organization may use generative AI features."),
  maxServiceAccountSecretValidityInHours: field(
    z
      .number()
      .int("must be a whole number of hours")
      .min(8, "must be at least 8 hours")
      .max(8760, "must be at most 8760 hours (1 year)")
      .optional(),
    { doc: "Longest validity of a new secret of a service account, in hours: 8 to 8760." },
  ),
  multiFactorAuthRequired: flag("Whether users need a second factor to enter the organization."),
  operationsContact: field(contact.optional(), {
    doc: "Email address that is notified about infrastructure, usually of a distribution list.",
  }),
  restrictEmployeeAccess: flag(
    "Whether MongoDB's support needs permission to see infrastructure and logs of clusters.",
  ),
  securityContact: field(contact.optional(), {
    doc: "Email address that is notified about security.",
  }),
  streamsCrossGroupEnabled: flag(
    "Whether stream processing in one project may connect to clusters of the organization's other projects.",
  ),
};

export const organizationSettings: readonly Setting[] = [
  { path: "apiAccessListRequired" },
  { path: "customSessionTimeouts.absoluteSessionTimeoutInSeconds", clearedBy: null },
  { path: "customSessionTimeouts.idleSessionTimeoutInSeconds", clearedBy: null },
  { path: "genAIFeaturesEnabled" },
  { path: "maxServiceAccountSecretValidityInHours" },
  { path: "multiFactorAuthRequired" },
  { path: "operationsContact", clearedBy: null },
  { path: "restrictEmployeeAccess" },
  // Documented: an empty text clears it.
  { path: "securityContact", clearedBy: "" },
  { path: "streamsCrossGroupEnabled" },
];
