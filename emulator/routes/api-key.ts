import { recordNewKey } from "../store/record-events";
import type { JsonObject } from "../types/json";
import { changed, problem } from "../http/atlas-error";
import type { ApiKey, Organization } from "../store/snapshot";
import { byText } from "./page";
import type { Call } from "./route";

/** An API key as answers carry it. The private key is in clear only in the answer that creates it (recorded). */
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

/** All roles of a key, those in other projects included, in random order (recorded). */
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

/** The key of the path, if it belongs to the organization. @throws AtlasProblem API_KEY_NOT_FOUND */
export function findKey(call: Call): ApiKey {
  const id = call.param("apiUserId");
  const key = call.organization.apiKeys.get(id);
  if (key === undefined) throw noKey(call, id);
  return key;
}

export function noKey(call: Call, id: string) {
  return changed(problem("API_KEY_NOT_FOUND", id), { status: call.settings.apiKeyNotFoundStatus });
}

/** Makes a key and adds it to the organization. @throws AtlasProblem when the organization is full */
export function addKey(
  call: Call,
  organization: Organization,
  parts: Pick<ApiKey, "desc" | "orgRoles" | "projectRoles">,
): ApiKey {
  const { settings, world, ids } = call;
  if (organization.apiKeys.size >= settings.maxApiKeysPerOrg) {
    throw problem("MAX_API_KEYS_PER_ORG_EXCEEDED", settings.maxApiKeysPerOrg, organization.id);
  }
  const key: ApiKey = {
    id: ids.objectId(),
    orgId: organization.id,
    publicKey: world.freePublicKey(ids),
    privateKey: ids.privateKey(),
    accessList: [],
    ...parts,
  };
  world.addApiKey(key);
  recordNewKey(call, organization, key);
  return key;
}

function redact(privateKey: string): string {
  return `********-****-****-${privateKey.slice(-12)}`;
}
