import { z } from "zod";
import { toEntry } from "../access-list/entry";
import { endpoint } from "../endpoint";
import { keyGone } from "../keys";
import { pageOf } from "../paging";

const target = (path: Readonly<Record<string, string>>) =>
  `of API key ${path.apiKeyId} in organization ${path.orgId}`;

/** The documents say "whitelist", clients of today's service know the newer name. */
const entryGone = [
  "API_KEY_WHITELIST_NOT_FOUND",
  "API_KEY_ACCESS_LIST_NOT_FOUND",
  "API_KEY_ACCESS_LIST_ENTRY_NOT_FOUND",
] as const;

/** An address that is to be added is on the list already; the same two spellings. */
export const alreadyListed = ["ADDRESS_ALREADY_IN_WHITELIST", "ADDRESS_ALREADY_IN_ACCESS_LIST"];

export const listEntries = endpoint({
  operation: "List access list",
  method: "GET",
  path: "/orgs/{orgId}/apiKeys/{apiKeyId}/accessList",
  version: "2023-01-01",
  reply: pageOf(
    z
      .object({ ipAddress: z.string().nullish(), cidrBlock: z.string().nullish() })
      .refine((entry) => entry.ipAddress || entry.cidrBlock)
      .transform(toEntry),
  ),
  needs: "Organization Owner",
  gone: keyGone,
  target,
});

/** Adds all entries or none; answers with the list, of which only what comes after is believed. */
export const addEntries = endpoint({
  operation: "Add to access list",
  method: "POST",
  path: "/orgs/{orgId}/apiKeys/{apiKeyId}/accessList",
  version: "2023-01-01",
  needs: "Organization Owner",
  gone: keyGone,
  target,
});

export const removeEntry = endpoint({
  operation: "Remove from access list",
  method: "DELETE",
  path: "/orgs/{orgId}/apiKeys/{apiKeyId}/accessList/{entry}",
  version: "2023-01-01",
  needs: "Organization Owner",
  gone: entryGone,
  target: (path) => `${path.entry} ${target(path)}`,
});
