import { z } from "zod";
import { toEntry } from "../access-list/entry";
import { endpoint } from "../endpoint";
import { pageOf } from "../paging";
import { keyNotFoundCodes } from "./org-api-keys";

const target = (path: Readonly<Record<string, string>>) =>
  `of API key ${path.apiKeyId} in organization ${path.orgId}`;

/** The documentation says "whitelist"; current clients of the service also know the newer names. */
const entryNotFoundCodes = [
  "API_KEY_WHITELIST_NOT_FOUND",
  "API_KEY_ACCESS_LIST_NOT_FOUND",
  "API_KEY_ACCESS_LIST_ENTRY_NOT_FOUND",
] as const;

/** Error codes for an address that is on the list already, in the same two spellings. */
export const alreadyListedCodes = ["ADDRESS_ALREADY_IN_WHITELIST", "ADDRESS_ALREADY_IN_ACCESS_LIST"];

export const listApiKeyAccessEntries = endpoint({
  operation: "List access list",
  method: "GET",
  path: "/orgs/{orgId}/apiKeys/{apiKeyId}/accessList",
  version: "2023-01-01",
  responseSchema: pageOf(
    z
      .object({ ipAddress: z.string().nullish(), cidrBlock: z.string().nullish() })
      .refine((entry) => entry.ipAddress || entry.cidrBlock)
      .transform(toEntry),
  ),
  requiredRole: "Organization Owner",
  notFoundCodes: keyNotFoundCodes,
  target,
});

/** The same list with the time of each entry's last use, which may be some minutes late. */
export const listApiKeyUses = endpoint({
  ...listApiKeyAccessEntries,
  responseSchema: pageOf(
    z
      .object({
        ipAddress: z.string().nullish(),
        cidrBlock: z.string().nullish(),
        lastUsed: z.string().nullish(),
      })
      .transform(({ lastUsed, ...entry }) => ({ id: toEntry(entry).id, lastUsed: lastUsed ?? undefined })),
  ),
});

/** Adds all entries or none. The list in the response is not used: only a later list call counts. */
export const addApiKeyAccessEntries = endpoint({
  operation: "Add to access list",
  method: "POST",
  path: "/orgs/{orgId}/apiKeys/{apiKeyId}/accessList",
  version: "2023-01-01",
  requiredRole: "Organization Owner",
  notFoundCodes: keyNotFoundCodes,
  target,
});

export const removeApiKeyAccessEntry = endpoint({
  operation: "Remove from access list",
  method: "DELETE",
  path: "/orgs/{orgId}/apiKeys/{apiKeyId}/accessList/{entry}",
  version: "2023-01-01",
  requiredRole: "Organization Owner",
  notFoundCodes: entryNotFoundCodes,
  target: (path) => `${path.entry} ${target(path)}`,
});
