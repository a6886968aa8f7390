import { z } from "zod";
import { address, clientId, isoTime, objectId, roleName } from "./seed-fields";

export const role = z
  .strictObject({ orgId: objectId.optional(), groupId: objectId.optional(), roleName })
  .refine((r) => (r.orgId === undefined) !== (r.groupId === undefined), "either orgId or groupId")
  .refine(
    (r) => r.roleName.startsWith(r.groupId === undefined ? "ORG_" : "GROUP_"),
    "an ORG_ role with orgId, a GROUP_ role with groupId",
  );

export const accessEntry = z.strictObject({
  address,
  created: isoTime.optional(),
  count: z.int().min(0).optional(),
  lastUsed: isoTime.optional(),
  lastUsedAddress: z.string().optional(),
});

const accessList = z.array(z.union([address, accessEntry]));

export const apiKey = z.strictObject({
  id: objectId.optional(),
  publicKey: z
    .string()
    .regex(/^[A-Za-z0-9]{8}$/, "8 letters or digits")
    .optional()
    .describe("8 letters or digits."),
  privateKey: z
    .string()
    .regex(/^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/, "a UUID")
    .optional()
    .describe("A UUID."),
  desc: z.string().min(1).max(250).optional(),
  roles: z
    .array(role)
    .optional()
    .describe("Default: ORG_MEMBER, which every key without an organization role has."),
  accessList: accessList.optional(),
});

const secretText = z
  .string()
  .regex(/^mdb_sa_sk_[A-Za-z0-9_-]{40}$/, "mdb_sa_sk_ and 40 letters, digits, - or _");

export const secret = z.strictObject({
  id: objectId.optional(),
  secret: secretText,
  createdAt: isoTime.optional(),
  expiresAt: isoTime.optional(),
  lastUsedAt: isoTime.optional(),
});

export const serviceAccount = z.strictObject({
  clientId: clientId.optional().describe("`mdb_sa_id_` and 24 hexadecimal digits."),
  clientSecret: secretText
    .optional()
    .describe("`mdb_sa_sk_` and 40 letters, digits, `-` or `_`: the first of its secrets."),
  secrets: z.array(secret).optional(),
  name: z.string().min(1).max(64).optional(),
  description: z.string().min(1).max(250).optional(),
  createdAt: isoTime.optional(),
  roles: z
    .array(z.union([roleName.startsWith("ORG_", "an ORG_ role, or {groupId, roleName}"), role]))
    .optional()
    .describe("Names of organization roles, or roles with an id."),
  accessList: accessList.optional(),
});

export const membershipStatus = z.enum(["ACTIVE", "PENDING", "INVITATION_EXPIRED", "INVITATION_REJECTED"]);

export const user = z.strictObject({
  id: objectId.optional(),
  username: z.string().min(1).optional(),
  roles: z
    .array(z.union([z.string(), role]))
    .optional()
    .describe("Roles in the organization, by name, and in its projects. Default: ORG_MEMBER."),
  status: membershipStatus
    .optional()
    .describe("`ACTIVE` for a member, another status for an invited user. Default `ACTIVE`."),
  firstName: z.string().optional(),
  lastName: z.string().optional(),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, "two capital letters")
    .optional()
    .describe("Two capital letters."),
  createdAt: isoTime
    .optional()
    .describe("When the user joined or was invited, ISO 8601. Default: the time in the id."),
  lastAuth: isoTime
    .optional()
    .describe("When the user last signed in, ISO 8601. Default: when the user joined."),
  inviterUsername: z
    .string()
    .optional()
    .describe("The user that sent the invitation. Default: the organization's first member."),
});
