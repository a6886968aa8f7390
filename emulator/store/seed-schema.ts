import { isIP } from "node:net";
import { z } from "zod";
import { parseBlock } from "../auth/addresses";
import { clientIdPattern, objectIdPattern } from "../ids";
import { mcpAccess, partnerAccess } from "../words/delegated-access";
import type { Seed } from "./seed";
import { projectLimitsSchema, projectSettingsSchema } from "./seed-project-schema";

const objectId = z.string().regex(objectIdPattern, "24 lower-case hexadecimal digits");
const iso = z.string().refine((text) => !Number.isNaN(Date.parse(text)), "a date and time (ISO 8601)");
const address = z
  .string()
  .refine((text) => isIP(text) !== 0 || parseBlock(text) !== undefined, "an IP address or CIDR block");
const roleName = z.string().regex(/^(ORG|GROUP)_[A-Z0-9_]+$/, "a role name such as ORG_OWNER or GROUP_OWNER");
const secretText = z
  .string()
  .regex(/^mdb_sa_sk_[A-Za-z0-9_-]{40}$/, "mdb_sa_sk_ and 40 letters, digits, - or _");
const clientId = z.string().regex(clientIdPattern, "mdb_sa_id_ and 24 hexadecimal digits");
const product = z.enum(["atlas", "cloud-manager"]);

const role = z
  .strictObject({ orgId: objectId.optional(), groupId: objectId.optional(), roleName })
  .refine((r) => (r.orgId === undefined) !== (r.groupId === undefined), "either orgId or groupId")
  .refine(
    (r) => r.roleName.startsWith(r.groupId === undefined ? "ORG_" : "GROUP_"),
    "an ORG_ role with orgId, a GROUP_ role with groupId",
  );

const accessEntry = z.union([
  address,
  z.strictObject({
    address,
    created: iso.optional(),
    count: z.int().min(0).optional(),
    lastUsed: iso.optional(),
    lastUsedAddress: z.string().optional(),
  }),
]);

const settings = z.strictObject({
  apiAccessListRequired: z.boolean().optional(),
  multiFactorAuthRequired: z.boolean().optional(),
  restrictEmployeeAccess: z.boolean().optional(),
  genAIFeaturesEnabled: z.boolean().optional(),
  streamsCrossGroupEnabled: z.boolean().optional(),
  maxServiceAccountSecretValidityInHours: z.int().min(8).max(8760).optional(),
  securityContact: z.string().optional(),
  operationsContact: z.string().nullable().optional(),
  customSessionTimeouts: z
    .strictObject({
      absoluteSessionTimeoutInSeconds: z.int().nullable().optional(),
      idleSessionTimeoutInSeconds: z.int().nullable().optional(),
    })
    .optional(),
});

const lifetime = z.int().min(1).max(31_536_000);
const delegationSettings = z.strictObject({
  delegatedMcpAccess: z.enum(mcpAccess).optional(),
  delegatedPartnerAccess: z.enum(partnerAccess).optional(),
  idleRefreshTokenLifetime: lifetime.optional(),
  maximumRefreshTokenLifetime: lifetime.optional(),
});

const apiKey = z.strictObject({
  id: objectId.optional(),
  publicKey: z
    .string()
    .regex(/^[A-Za-z0-9]{8}$/, "8 letters or digits")
    .optional(),
  privateKey: z
    .string()
    .regex(/^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/, "a UUID")
    .optional(),
  desc: z.string().min(1).max(250).optional(),
  roles: z.array(role).optional(),
  accessList: z.array(accessEntry).optional(),
});

const serviceAccount = z.strictObject({
  clientId: clientId.optional(),
  clientSecret: secretText.optional(),
  secrets: z
    .array(
      z.strictObject({
        id: objectId.optional(),
        secret: secretText,
        createdAt: iso.optional(),
        expiresAt: iso.optional(),
        lastUsedAt: iso.optional(),
      }),
    )
    .optional(),
  name: z.string().min(1).max(64).optional(),
  description: z.string().min(1).max(250).optional(),
  createdAt: iso.optional(),
  roles: z
    .array(z.union([roleName.startsWith("ORG_", "an ORG_ role, or {groupId, roleName}"), role]))
    .optional(),
  accessList: z.array(accessEntry).optional(),
});

const project = z.strictObject({
  id: objectId.optional(),
  name: z.string().min(1).max(64).optional(),
  product: product.optional(),
  created: iso.optional(),
  desc: z.string().optional(),
  tags: z
    .array(z.strictObject({ key: z.string().min(1).max(255), value: z.string().min(1).max(255) }))
    .optional(),
  withDefaultAlertsSettings: z.boolean().optional(),
  clusterCount: z.int().min(0).optional(),
  settings: projectSettingsSchema.optional(),
  limits: projectLimitsSchema.optional(),
  managedSlowMs: z.boolean().optional(),
});

const user = z.strictObject({
  id: objectId.optional(),
  username: z.string().min(1).optional(),
  roles: z.array(z.union([z.string(), role])).optional(),
  status: z.enum(["ACTIVE", "PENDING", "INVITATION_EXPIRED", "INVITATION_REJECTED"]).optional(),
  firstName: z.string().optional(),
  lastName: z.string().optional(),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, "two capital letters")
    .optional(),
  createdAt: iso.optional(),
  lastAuth: iso.optional(),
  inviterUsername: z.string().optional(),
});

const organization = z.strictObject({
  id: objectId,
  name: z.string().min(1).max(64),
  product: product.optional(),
  paying: z.boolean().optional(),
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
  secretId: objectId.optional(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  expiresAt: iso,
});

const event = z.looseObject({
  id: objectId.optional(),
  created: iso,
  eventTypeName: z.string().regex(/^[A-Z0-9_]+$/, "the name of an event type"),
  orgId: objectId.optional(),
  groupId: objectId.optional(),
  isGlobalAdmin: z.boolean().optional(),
  raw: z.record(z.string(), z.unknown()).optional(),
});

const seedSchema: z.ZodType<Seed> = z.strictObject({
  organizations: z.array(organization),
  tokens: z.array(token).optional(),
  events: z.array(event).optional(),
});

/** A seed that cannot be used; the message names the path in the document and what was expected there. */
export class SeedError extends Error {
  override readonly name = "SeedError";
}

/** Checks the form of a seed. @throws SeedError with the first fault, on one line. */
export function parseSeed(value: unknown): Seed {
  const result = seedSchema.safeParse(value);
  if (result.success) return result.data;
  const issue = deepest(result.error.issues[0]);
  throw new SeedError(`${pathText(issue?.path ?? [])}: ${issue?.message ?? "not valid"}`);
}

type Issue = z.core.$ZodIssue;

/** Of a union's failed branches the one that got furthest says best what is wrong. */
function deepest(issue: Issue | undefined): { path: PropertyKey[]; message: string } | undefined {
  if (issue === undefined) return undefined;
  if (issue.code !== "invalid_union") return issue;
  const inner = issue.errors
    .map((branch) => deepest(branch[0]))
    .filter((found) => found !== undefined)
    .sort((a, b) => b.path.length - a.path.length)[0];
  return inner === undefined ? issue : { path: [...issue.path, ...inner.path], message: inner.message };
}

export function pathText(path: readonly PropertyKey[]): string {
  const text = path.map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`)).join("");
  return text === "" ? "the document" : text.replace(/^\./, "");
}
