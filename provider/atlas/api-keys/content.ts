import type { ApiKey } from "../endpoints/org-api-keys";
import { rolesIn } from "../roles";

export type KeyPath = Readonly<Record<"orgId" | "apiKeyId", string>>;

/** What a program says about a key. A part that it leaves out is not managed. */
export interface KeyContent {
  readonly description: string;
  readonly roles: string[];
  /** Lists of roles by project id. */
  readonly projectRoles?: Record<string, string[]> | undefined;
  readonly accessList?: string[] | undefined;
}

/** The properties of a key that messages show. */
export interface KeyName {
  readonly apiKeyId?: string | undefined;
  readonly publicKey?: string | undefined;
  readonly description?: string | undefined;
}

/** A managed key, for messages. */
export function named({ apiKeyId, description }: KeyName): string {
  return `API key ${apiKeyId} ("${description}")`;
}

/** Body of a create, or of an update of only the fields that changed. Roles, when sent, are the complete list. */
export function toBody(
  content: Pick<KeyContent, "description" | "roles">,
  changed: ReadonlySet<string> = new Set(["description", "roles"]),
) {
  return {
    ...(changed.has("description") ? { desc: content.description } : {}),
    ...(changed.has("roles") ? { roles: content.roles } : {}),
  };
}

/**
 * The key's roles in its organization. Atlas adds ORG_MEMBER to keys without another role there, so it is ignored beside
 * other roles, unless the program lists it.
 */
export function ownRoles(orgId: string, key: ApiKey, wanted: readonly string[] | undefined): string[] {
  const roles = rolesIn(key.roles, "organization", orgId);
  if (wanted === undefined || wanted.includes("ORG_MEMBER") || roles.length < 2) return roles;
  return roles.filter((role) => role !== "ORG_MEMBER");
}
