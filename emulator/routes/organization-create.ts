import { recordNewOrganization } from "../events/record";
import { problem } from "../problems";
import { readFields, requireFields } from "../request/body";
import { readNewKey } from "../request/key-fields";
import { checkOrgRoles } from "../request/roles";
import type { Organization, User } from "../store/world";
import { addKey, keyBody } from "./api-key";
import { checkOrganizationName, detailLinks, organizationBody } from "./organization";
import type { Answer, Call } from "./route";
import { accountBody, addAccount, readNewAccount } from "./service-account";

/**
 * Makes an organization that the caller's own pays for (documented). Only the key or service account made with it,
 * whose secret is in this answer and no other, can manage it.
 */
export function createOrganization(call: Call): Answer {
  const fields = requireFields(
    readFields(call.body, {
      name: "string",
      apiKey: "object",
      serviceAccount: "object",
      orgOwnerId: "string",
      federationSettingsId: "string",
      skipDefaultAlertsSettings: "boolean",
    }),
    "name",
  );
  checkOrganizationName(fields.name);
  if (fields.apiKey !== undefined && fields.serviceAccount !== undefined) {
    throw problem("VALIDATION_ERROR", "apiKey and serviceAccount exclude each other");
  }
  const own = call.world.organizations.get(call.caller.principal.orgId);
  if (own?.paying !== true) throw problem("API_KEY_MUST_BE_ASSOCIATED_WITH_PAYING_ORG");
  if (fields.federationSettingsId !== undefined) {
    throw problem("RESOURCE_NOT_FOUND", `federation settings ${fields.federationSettingsId.slice(0, 100)}`);
  }
  const owner = findOwner(call, own, fields.orgOwnerId);
  const key = fields.apiKey === undefined ? undefined : readNewKey(fields.apiKey);
  const keyRoles = checkOrgRoles(call, key?.roles ?? []);
  const account =
    fields.serviceAccount === undefined ? undefined : readNewAccount(call, fields.serviceAccount, own);
  const accountRoles = checkOrgRoles(call, account?.roles ?? []);
  // Everything is checked before anything is made.
  const skipDefaultAlertsSettings = fields.skipDefaultAlertsSettings ?? false;
  const organization = addOrganization(call, fields.name, skipDefaultAlertsSettings, owner);
  const none = new Map<string, string[]>();
  recordNewOrganization(call, organization);
  const made = key && addKey(call, organization, { desc: key.desc, orgRoles: keyRoles, projectRoles: none });
  const madeAccount = account && addAccount(call, organization, account, accountRoles, none);
  return {
    status: 201,
    body: {
      ...(made && { apiKey: keyBody(call, made, made.privateKey) }),
      ...(owner && { orgOwnerId: owner.id }),
      organization: organizationBody(call, organization, detailLinks),
      ...(madeAccount && { serviceAccount: accountBody(call, madeAccount, madeAccount.orgRoles, "shown") }),
      skipDefaultAlertsSettings,
    },
  };
}

/** Required of API keys, and then a user of the caller's organization; else its first owner (documented). */
function findOwner(call: Call, own: Organization, orgOwnerId: string | undefined): User | undefined {
  if (orgOwnerId === undefined) {
    if (call.caller.kind === "apiKey") throw problem("MISSING_ATTRIBUTE", "orgOwnerId");
    return own.users.find(({ orgRoles }) => orgRoles.includes("ORG_OWNER"));
  }
  const owner = own.users.find(({ id }) => id === orgOwnerId);
  if (owner === undefined) throw problem("USER_NOT_FOUND", orgOwnerId.slice(0, 100));
  return owner;
}

function addOrganization(call: Call, name: string, skips: boolean, owner: User | undefined): Organization {
  const organization: Organization = {
    id: call.ids.objectId(),
    name,
    product: call.product,
    paying: false,
    skipDefaultAlertsSettings: skips,
    settings: {},
    delegationSettings: {},
    users: owner === undefined ? [] : [{ ...owner, orgRoles: ["ORG_OWNER"], projectRoles: new Map() }],
    projects: new Map(),
    apiKeys: new Map(),
    serviceAccounts: new Map(),
  };
  call.world.organizations.set(organization.id, organization);
  return organization;
}
