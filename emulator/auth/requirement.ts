/** The role that an operation requires of its caller, in the organization or project of its path. */
export type Requirement =
  /** No role; the operation reads or changes the caller's own data. */
  | "none"
  | "ORG_OWNER"
  | "ORG_MEMBER"
  | "ORG_READ_ONLY"
  /** An owner, or the key in the path. */
  | "ORG_OWNER_OR_OWN_KEY"
  | "GROUP_OWNER"
  | "GROUP_ACCESS_MANAGER"
  | "GROUP_READ_ONLY"
  /** A role in the project itself: ORG_READ_ONLY is not enough. */
  | "GROUP_ROLE";
