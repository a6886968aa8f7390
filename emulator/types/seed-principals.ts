import { z } from "zod";
import { address, clientId, isoTime, objectId, roleName } from "./seed-fields";

/** A role in the organization (`orgId`) or in one of its projects (`groupId`). */
export const role = z
  .strictObject({ orgId: objectId.optional(), groupId: objectId.optional(), roleName })
  .refine((r) => (r.orgId === undefined) !== (r.groupId === undefined), "either orgId or groupId")
  .refine(
    (r) => r.roleName.startsWith(r.groupId === undefined ? "ORG_" : "GROUP_"),
    "an ORG_ role with orgId, a GROUP_ role with groupId",
  );

/** An IP address or CIDR block with what is known of its use. */
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
  /** 8 letters or digits. */
  publicKey: z
    .string()
    .regex(/^[A-Za-z0-9]{8}$/, "8 letters or digits")
    .optional(),
  /** A UUID. */
  privateKey: z
    .string()
    .regex(/^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/, "a UUID")
    .optional(),
  desc: z.string().min(1).max(250).optional(),
  /** Default: ORG_MEMBER, which every key without an organization role has. */
  roles: z.array(role).optional(),
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
  /** `mdb_sa_id_` and 24 hexadecimal digits. */
  clientId: clientId.optional(),
  /** `mdb_sa_sk_` and 40 letters, digits, `-` or `_`: the first of its secrets. */
  clientSecret: secretText.optional(),
  secrets: z.array(secret).optional(),
  name: z.string().min(1).max(64).optional(),
  description: z.string().min(1).max(250).optional(),
  createdAt: isoTime.optional(),
  /** Names of organization roles, or roles with an id. */
  roles: z
    .array(z.union([roleName.startsWith("ORG_", "an ORG_ role, or {groupId, roleName}"), role]))
    .optional(),
  accessList: accessList.optional(),
});

export const user = z.strictObject({
  id: objectId.optional(),
  username: z.string().min(1).optional(),
  /** Roles in the organization, by name, and in its projects. Default: ORG_MEMBER. */
  roles: z.array(z.union([z.string(), role])).optional(),
  /** `ACTIVE` for a member, another status for an invited user. Default `ACTIVE`. */
  status: z.enum(["ACTIVE", "PENDING", "INVITATION_EXPIRED", "INVITATION_REJECTED"]).optional(),
  firstName: z.string().optional(),
  lastName: z.string().optional(),
  /** Two capital letters. */
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, "two capital letters")
    .optional(),
  /** When the user joined or was invited, ISO 8601. Default: the time in the id. */
  createdAt: isoTime.optional(),
  /** When the user last signed in, ISO 8601. Default: when the user joined. */
  lastAuth: isoTime.optional(),
  /** The user that sent the invitation. Default: the organization's first member. */
  inviterUsername: z.string().optional(),
});
