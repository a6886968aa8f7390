import { atlasError, withChanges } from "../http/atlas-error";
import type { JsonObject } from "../types/json";
import type { ApiKey, Organization } from "../types/resources";
import { auditNewKey } from "./audited-changes";
import { byText } from "./page";
import type { Call } from "./route";

/** The body of an API key. The private key is unmasked only in the response that creates the key (recorded). */
export function keyBody(call: Call, key: ApiKey, privateKey = redact(key.privateKey)): JsonObject {
  return {
    desc: key.desc,
    id: key.id,
    links: [{ href: `${call.base}/orgs/${key.orgId}/apiKeys/${key.id}`, rel: "self" }],
    privateKey,
    publicKey: key.publicKey,
    roles: roleBodies(call, key),
  };
}

/** All roles of a key, including those in other projects, in random order (recorded). */
export function roleBodies(call: Call, key: ApiKey): JsonObject[] {
  const inOrganization = key.orgRoles.map((roleName) => ({ orgId: key.orgId, roleName }));
  const inProjects = [...key.projectRoles].flatMap(([groupId, names]) =>
    names.map((roleName) => ({ groupId, roleName })),
  );
  return call.shuffle<JsonObject>([...inOrganization, ...inProjects]);
}

/** The organization's keys in the order of lists: by public key (331 of 331 recorded lists). */
export function sortedKeys(organization: Organization): ApiKey[] {
  return [...organization.apiKeys.values()].sort(byText(({ publicKey }) => publicKey));
}

/** Finds the key of the path in the organization. @throws AtlasError API_KEY_NOT_FOUND */
export function findKey(call: Call): ApiKey {
  const id = call.param("apiUserId");
  const key = call.organization.apiKeys.get(id);
  if (key === undefined) throw apiKeyNotFound(call, id);
  return key;
}

export function apiKeyNotFound(call: Call, id: string) {
  return withChanges(atlasError("API_KEY_NOT_FOUND", id), { status: call.settings.apiKeyNotFoundStatus });
}

/** Creates a key in the organization. @throws AtlasError if the organization has the maximum number of keys */
export function addKey(
  call: Call,
  organization: Organization,
  parts: Pick<ApiKey, "desc" | "orgRoles" | "projectRoles">,
): ApiKey {
  const { settings, snapshot, ids } = call;
  if (organization.apiKeys.size >= settings.maxApiKeysPerOrg) {
    throw atlasError("MAX_API_KEYS_PER_ORG_EXCEEDED", settings.maxApiKeysPerOrg, organization.id);
  }
  const key: ApiKey = {
    id: ids.objectId(),
    orgId: organization.id,
    publicKey: snapshot.freePublicKey(ids),
    privateKey: ids.privateKey(),
    accessList: [],
    ...parts,
  };
  snapshot.addApiKey(key);
  auditNewKey(call, organization, key);
  return key;
}

function redact(privateKey: string): string {
  return `********-****-****-${privateKey.slice(-12)}`;
}
