/** The settings of an organization for programs that act on behalf of users. */
import { z } from "zod";
import { field } from "../../core/field";
import type { Setting } from "./values";

const oneOf = (names: readonly [string, ...string[]]) =>
  z.enum(names, `must be ${names.slice(0, -1).join(", ")} or ${names.at(-1)}`);

const seconds = z
  .number()
  .int("must be a whole number of seconds")
  .min(1, "must be at least 1 second")
  .max(31_536_000, "must be at most 31536000 seconds (1 year)");

export const delegationSettingFields = {
  delegatedMcpAccess: field(oneOf(["DISALLOWED", "READ_ONLY", "READ_WRITE"]).optional(), {
    doc: "What an MCP client may do for a user who permits it: `DISALLOWED` (Atlas's default), `READ_ONLY` or `READ_WRITE`.",
  }),
  delegatedPartnerAccess: field(oneOf(["DISALLOWED", "READ_WRITE"]).optional(), {
    doc: "What a partner's program may do for a user who permits it: `DISALLOWED` (Atlas's default) or `READ_WRITE`.",
  }),
  idleRefreshTokenLifetime: field(seconds.optional(), {
    doc: "Seconds without use after which a refresh token ends: 1 to 31536000. Without a value, Atlas's default applies.",
  }),
  maximumRefreshTokenLifetime: field(seconds.optional(), {
    doc: "Seconds after which a refresh token ends, used or not: 1 to 31536000. Without a value, Atlas's default applies.",
  }),
};

export const delegationSettings: readonly Setting[] = [
  { path: "delegatedMcpAccess" },
  { path: "delegatedPartnerAccess" },
  { path: "idleRefreshTokenLifetime", clearedBy: null },
  { path: "maximumRefreshTokenLifetime", clearedBy: null },
];
