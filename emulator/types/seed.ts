import { z } from "zod";
import { clientId, type Immutable, isoTime, objectId, product } from "./seed-fields";
import { type accessEntry, apiKey, type role, type secret, serviceAccount, user } from "./seed-principals";
import { project, type projectSettingsSchema, type tag } from "./seed-project";

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

const organization = z.strictObject({
  id: objectId,
  name: z.string().min(1).max(64),
  /** The API that serves it. Default `atlas`. */
  product: product.optional(),
  /** Whether it pays for organizations that its callers create. Default false. */
  paying: z.boolean().optional(),
  skipDefaultAlertsSettings: z.boolean().optional(),
  settings: settings.optional(),
  users: z.array(user).optional(),
  projects: z.array(project).optional(),
  apiKeys: z.array(apiKey).optional(),
  serviceAccounts: z.array(serviceAccount).optional(),
});

const token = z.strictObject({
  clientId,
  /** The secret that the token was issued for. The token expires with it. */
  secretId: objectId.optional(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  expiresAt: isoTime,
});

const event = z.looseObject({
  id: objectId.optional(),
  /** ISO 8601. */
  created: isoTime,
  eventTypeName: z.string().regex(/^[A-Z0-9_]+$/, "the name of an event type"),
  /** Set for an event in the organization's feed. */
  orgId: objectId.optional(),
  /** Set for an event in a project's feed. */
  groupId: objectId.optional(),
  /** Whether a MongoDB employee made the change. Default false. */
  isGlobalAdmin: z.boolean().optional(),
  /** Undocumented fields of `raw`, which a setting shows. */
  raw: z.record(z.string(), z.unknown()).optional(),
});

export const seedSchema = z.strictObject({
  organizations: z.array(organization),
  /** Live OAuth tokens, as SHA-256 digests; never the tokens themselves. */
  tokens: z.array(token).optional(),
  /** Events in the feeds, oldest first; of two in the same second the newer one last. */
  events: z.array(event).optional(),
});

/**
 * The emulator's data as a document: `--seed` reads it, `GET /_emulator/state` returns it and `--state` stores it. Only
 * an organization's `id` and `name` are required; the other fields have defaults or are generated.
 */
export type Seed = Immutable<z.infer<typeof seedSchema>>;
export type SeedOrganization = Immutable<z.infer<typeof organization>>;
export type SeedSettings = Immutable<z.infer<typeof settings>>;
export type SeedSessionTimeouts = Immutable<z.infer<typeof sessionTimeouts>>;
export type SeedUser = Immutable<z.infer<typeof user>>;
export type SeedProject = Immutable<z.infer<typeof project>>;
/** A setting that is left out has the default of a new project. */
export type SeedProjectSettings = Immutable<z.infer<typeof projectSettingsSchema>>;
export type SeedTag = Immutable<z.infer<typeof tag>>;
/** A role in the organization (`orgId`) or in one of its projects (`groupId`). */
export type SeedRole = Immutable<z.infer<typeof role>>;
export type SeedApiKey = Immutable<z.infer<typeof apiKey>>;
/** An IP address or CIDR block with what is known of its use. */
export type SeedAccessEntry = Immutable<z.infer<typeof accessEntry>>;
export type SeedServiceAccount = Immutable<z.infer<typeof serviceAccount>>;
export type SeedSecret = Immutable<z.infer<typeof secret>>;
export type SeedToken = Immutable<z.infer<typeof token>>;
/** An event with the field names of the feeds: actor, address, target, and any other field. */
export type SeedEvent = Immutable<z.infer<typeof event>>;
export type Product = z.infer<typeof product>;
export type MembershipStatus = NonNullable<SeedUser["status"]>;
