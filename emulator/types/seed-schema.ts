import { z } from "zod";
import { mcpAccess, partnerAccess } from "../constants/delegated-access";
import { clientId, isoTime, objectId, product } from "./seed-fields";
import { accessEntry, apiKey, membershipStatus, role, secret, serviceAccount, user } from "./seed-principals";
import { project, projectSettingsSchema, tag } from "./seed-project";

const sessionTimeouts = z.strictObject({
  absoluteSessionTimeoutInSeconds: z.int().nullable().optional(),
  idleSessionTimeoutInSeconds: z.int().nullable().optional(),
});

const settings = z.strictObject({
  apiAccessListRequired: z.boolean().optional(),
  multiFactorAuthRequired: z.boolean().optional(),
  restrictEmployeeAccess: z.boolean().optional(),
  genAIFeaturesEnabled: z.boolean().optional(),
  streamsCrossGroupEnabled: z.boolean().optional(),
  maxServiceAccountSecretValidityInHours: z.int().min(8).max(8760).optional(),
  securityContact: z.string().optional(),
  operationsContact: z.string().nullable().optional(),
  customSessionTimeouts: sessionTimeouts.optional(),
});

const lifetimeSeconds = z.int().min(1).max(31_536_000);

const delegationSettings = z.strictObject({
  delegatedMcpAccess: z.enum(mcpAccess).optional(),
  delegatedPartnerAccess: z.enum(partnerAccess).optional(),
  idleRefreshTokenLifetime: lifetimeSeconds.optional(),
  maximumRefreshTokenLifetime: lifetimeSeconds.optional(),
});

const organization = z.strictObject({
  id: objectId,
  name: z.string().min(1).max(64),
  product: product.optional().describe("The API that serves it. Default `atlas`."),
  paying: z
    .boolean()
    .optional()
    .describe("Whether it pays for organizations that its callers create. Default false."),
  skipDefaultAlertsSettings: z.boolean().optional(),
  settings: settings.optional(),
  delegationSettings: delegationSettings.optional(),
  users: z.array(user).optional(),
  projects: z.array(project).optional(),
  apiKeys: z.array(apiKey).optional(),
  serviceAccounts: z.array(serviceAccount).optional(),
});

const token = z.strictObject({
  clientId,
  secretId: objectId
    .optional()
    .describe("The secret that the token was issued for. The token expires with it."),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  expiresAt: isoTime,
});

const event = z.looseObject({
  id: objectId.optional(),
  created: isoTime.describe("ISO 8601."),
  eventTypeName: z.string().regex(/^[A-Z0-9_]+$/, "the name of an event type"),
  orgId: objectId.optional().describe("Set for an event in the organization's feed."),
  groupId: objectId.optional().describe("Set for an event in a project's feed."),
  isGlobalAdmin: z
    .boolean()
    .optional()
    .describe("Whether a MongoDB employee made the change. Default false."),
  raw: z
    .record(z.string(), z.unknown())
    .optional()
    .describe("Undocumented fields of `raw`, which a setting shows."),
});

export const seedSchema = z.strictObject({
  organizations: z.array(organization),
  tokens: z
    .array(token)
    .optional()
    .describe("Live OAuth tokens, as SHA-256 digests; never the tokens themselves."),
  events: z
    .array(event)
    .optional()
    .describe("Events in the feeds, oldest first; of two in the same second the newer one last."),
});

/** The types of a seed, by name. `npm run generate` writes them as interfaces, so that users' compilers read no zod. */
export const seedTypes: Readonly<Record<string, { readonly schema: z.ZodType; readonly doc?: string }>> = {
  Seed: {
    schema: seedSchema,
    doc: "The emulator's data as a document: `--seed` reads it, `GET /_emulator/state` returns it and `--state` stores it. Only an organization's `id` and `name` are required; the other fields have defaults or are generated.",
  },
  SeedOrganization: { schema: organization },
  SeedSettings: { schema: settings },
  SeedDelegationSettings: {
    schema: delegationSettings,
    doc: "Delegation settings that were changed; the others have their defaults.",
  },
  SeedSessionTimeouts: { schema: sessionTimeouts },
  SeedUser: { schema: user },
  MembershipStatus: { schema: membershipStatus },
  SeedProject: { schema: project },
  SeedProjectSettings: {
    schema: projectSettingsSchema,
    doc: "Settings of a project. A setting that is left out has the default of a new project.",
  },
  SeedTag: { schema: tag },
  SeedRole: {
    schema: role,
    doc: "A role in the organization (`orgId`) or in one of its projects (`groupId`).",
  },
  SeedApiKey: { schema: apiKey },
  SeedAccessEntry: { schema: accessEntry, doc: "An IP address or CIDR block with its usage." },
  SeedServiceAccount: { schema: serviceAccount },
  SeedSecret: { schema: secret },
  SeedToken: { schema: token },
  SeedEvent: {
    schema: event,
    doc: "An event with the field names of the feeds: actor, address, target, and any other field.",
  },
  Product: { schema: product },
};
