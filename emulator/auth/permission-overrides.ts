import type { Requirement } from "./requirement";

/** A requirement that replaces the official document's, with the evidence for it. */
export interface PermissionOverride {
  readonly requires: Requirement;
  /** Begins with its grade: recorded, observed, documented, inferred or silent. */
  readonly evidence: string;
}

const readOnlyRefused =
  "observed: ORG_READ_ONLY is refused here with USER_UNAUTHORIZED (terraform-provider-mongodbatlas issue 659)";
const ownKeyOrOwner =
  "observed: 401 API_KEY_ACCESS_LIST_ACCESS_DENIED for other keys' lists (terraform-provider-mongodbatlas issue 3657)";
const ownOnly = "silent: it returns the caller's own data";
const ownKeyWrites = "silent: as for reading; the documentation lets a key change its own list";
const notInDocument = "documented outside the operations of the document used here";

/** Operations where observations contradict the document, where it states no role, and that are not in it. */
export const permissionOverrides: Readonly<Record<string, PermissionOverride>> = {
  listGroupApiKeys: { requires: "GROUP_ROLE", evidence: readOnlyRefused },
  listOrgApiKeyAccessListEntries: { requires: "ORG_OWNER_OR_OWN_KEY", evidence: ownKeyOrOwner },
  getOrgApiKeyAccessListEntry: { requires: "ORG_OWNER_OR_OWN_KEY", evidence: ownKeyOrOwner },
  createOrgApiKeyAccessListEntry: { requires: "ORG_OWNER_OR_OWN_KEY", evidence: ownKeyWrites },
  deleteOrgApiKeyAccessListEntry: { requires: "ORG_OWNER_OR_OWN_KEY", evidence: ownKeyWrites },
  getSystemStatus: { requires: "none", evidence: ownOnly },
  listOrgs: { requires: "none", evidence: ownOnly },
  listGroups: { requires: "none", evidence: ownOnly },
  getGroupByName: { requires: "none", evidence: ownOnly },
  listRateLimits: { requires: "none", evidence: ownOnly },
  getRateLimit: { requires: "none", evidence: ownOnly },
  createGroup: {
    requires: "none",
    evidence: "silent: the organization is in the body, and there ORG_OWNER or ORG_GROUP_CREATOR is required",
  },
  createOrg: { requires: "ORG_OWNER", evidence: "silent: the stricter reading" },
  listOrgInvites: { requires: "ORG_OWNER", evidence: notInDocument },
  listGroupInvites: { requires: "GROUP_OWNER", evidence: notInDocument },
  setGroupLimit: { requires: "GROUP_OWNER", evidence: notInDocument },
  deleteGroupLimit: { requires: "GROUP_OWNER", evidence: notInDocument },
  getGroupIpAddresses: { requires: "GROUP_READ_ONLY", evidence: notInDocument },
  listGroupClusters: { requires: "GROUP_READ_ONLY", evidence: notInDocument },
  getGroupManagedSlowMs: { requires: "GROUP_READ_ONLY", evidence: notInDocument },
  enableGroupManagedSlowMs: { requires: "GROUP_OWNER", evidence: notInDocument },
  disableGroupManagedSlowMs: { requires: "GROUP_OWNER", evidence: notInDocument },
  addGroupTeams: { requires: "GROUP_OWNER", evidence: notInDocument },
};
