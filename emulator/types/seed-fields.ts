import { isIP } from "node:net";
import { z } from "zod";
import { clientIdPattern, objectIdPattern } from "./ids";
import { parseBlock } from "./ip-block";

export const objectId = z.string().regex(objectIdPattern, "24 lower-case hexadecimal digits");

export const clientId = z.string().regex(clientIdPattern, "mdb_sa_id_ and 24 hexadecimal digits");

export const isoTime = z
  .string()
  .refine((text) => !Number.isNaN(Date.parse(text)), "a date and time (ISO 8601)");

export const address = z
  .string()
  .refine((text) => isIP(text) !== 0 || parseBlock(text) !== undefined, "an IP address or CIDR block");

export const product = z.enum(["atlas", "cloud-manager"]);

export const roleName = z
  .string()
  .regex(/^(ORG|GROUP)_[A-Z0-9_]+$/, "a role name such as ORG_OWNER or GROUP_OWNER");
