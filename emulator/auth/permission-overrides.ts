import type { Requirement } from "./permissions";

/** A row of the permission table that does not follow the official document, and why. */
export interface Overruling {
  readonly requires: Requirement;
  /** Begins with its grade: recorded, observed, documented, inferred or silent. */
  readonly evidence: string;
}

const readOnlyRefused =
  "observed: ORG_READ_ONLY is refused here with USER_UNAUTHORIZED (terraform-provider-mongodbatlas issue 659)";
const ownKeyOrOwner =
  "observed: 401 API_KEY_ACCESS_LIST_ACCESS_DENIED for other keys' lists (terraform-provider-mongodbatlas issue 3657)";
const ownOnly = "silent: it answers with what is the caller's own";
const ownKeyWrites = "silent: as for reading, and the documents let a key change its own list";
const notInDocument = "documented beside this document's cut";

/** Where observation says otherwise than the document, where it is silent, and operations that its cut does not have. */
export const overrulings: Readonly<Record<string, Overruling>> = {
  listGroupApiKeys: { requires: "GROUP_ROLE", evidence: readOnlyRefused },
  listOrgApiKeyAccessListEntries: { requires: "ORG_OWNER_OR_OWN_KEY", evidence: ownKeyOrOwner },
  getOrgApiKeyAccessListEntry: { requires: "ORG_OWNER_OR_OWN_KEY", evidence: ownKeyOrOwner },
  createOrgApiKeyAccessListEntry: { requires: "ORG_OWNER_OR_OWN_KEY", evidence: ownKeyWrites },
  deleteOrgApiKeyAccessListEntry: { requires: "ORG_OWNER_OR_OWN_KEY", evidence: ownKeyWrites },
  getSystemStatus: { requires: "nothing", evidence: ownOnly },
  listOrgs: { requires: "nothing", evidence: ownOnly },
  listGroups: { requires: "nothing", evidence: ownOnly },
  getGroupByName: { requires: "nothing", evidence: ownOnly },
  listRateLimits: { requires: "nothing", evidence: ownOnly },
  getRateLimit: { requires: "nothing", evidence: ownOnly },
  createGroup: {
    requires: "nothing",
    evidence: "silent: the organization is in the body, where ORG_OWNER or ORG_GROUP_CREATOR is asked for",
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
