import type { OperationResponse } from "../http/api-response";
import { atlasError } from "../http/atlas-error";
import { readFields, requireFields } from "../http/body";
import type { Organization, User } from "../types/resources";
import { addKey, keyBody } from "./api-key";
import { readNewKey } from "./api-key-fields";
import { auditNewOrganization } from "./audited-changes";
import { checkOrganizationName, detailLinks, organizationBody } from "./organization";
import { checkOrgRoles } from "./role-checks";
import type { Call } from "./route";
import { accountBody, addAccount, readNewAccount } from "./service-account";

/**
 * Creates an organization that the caller's organization pays for (documented). Only the key or service account created
 * with it can manage it; its secret is in this response only.
 */
export function createOrganization(call: Call): OperationResponse {
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
    throw atlasError("VALIDATION_ERROR", "apiKey and serviceAccount exclude each other");
  }
  const own = call.snapshot.organizations.get(call.caller.principal.orgId);
  if (own?.paying !== true) throw atlasError("API_KEY_MUST_BE_ASSOCIATED_WITH_PAYING_ORG");
  if (fields.federationSettingsId !== undefined) {
    throw atlasError(
      "RESOURCE_NOT_FOUND",
      `federation settings ${fields.federationSettingsId.slice(0, 100)}`,
    );
  }
  const owner = findOwner(call, own, fields.orgOwnerId);
  const key = fields.apiKey === undefined ? undefined : readNewKey(fields.apiKey);
  const keyRoles = checkOrgRoles(call, key?.roles ?? []);
  const account =
    fields.serviceAccount === undefined ? undefined : readNewAccount(call, fields.serviceAccount, own);
  const accountRoles = checkOrgRoles(call, account?.roles ?? []);
  // Nothing is created before everything is checked.
  const skipDefaultAlertsSettings = fields.skipDefaultAlertsSettings ?? false;
  const organization = addOrganization(call, fields.name, skipDefaultAlertsSettings, owner);
  const none = new Map<string, string[]>();
  auditNewOrganization(call, organization);
  const createdKey =
    key && addKey(call, organization, { desc: key.desc, orgRoles: keyRoles, projectRoles: none });
  const createdAccount = account && addAccount(call, organization, account, accountRoles, none);
  return {
    status: 201,
    body: {
      ...(createdKey && { apiKey: keyBody(call, createdKey, createdKey.privateKey) }),
      ...(owner && { orgOwnerId: owner.id }),
      organization: organizationBody(call, organization, detailLinks),
      ...(createdAccount && {
        serviceAccount: accountBody(call, createdAccount, createdAccount.orgRoles, "unmasked"),
      }),
      skipDefaultAlertsSettings,
    },
  };
}

/** Documented: API keys must name a user of their organization; for service accounts the default is its first owner. */
function findOwner(call: Call, own: Organization, orgOwnerId: string | undefined): User | undefined {
  if (orgOwnerId === undefined) {
    if (call.caller.kind === "apiKey") throw atlasError("MISSING_ATTRIBUTE", "orgOwnerId");
    return own.users.find(({ orgRoles }) => orgRoles.includes("ORG_OWNER"));
  }
  const owner = own.users.find(({ id }) => id === orgOwnerId);
  if (owner === undefined) throw atlasError("USER_NOT_FOUND", orgOwnerId.slice(0, 100));
  return owner;
}

function addOrganization(
  call: Call,
  name: string,
  skipDefaultAlertsSettings: boolean,
  owner: User | undefined,
): Organization {
  const organization: Organization = {
    id: call.ids.objectId(),
    name,
    product: call.product,
    paying: false,
    skipDefaultAlertsSettings,
    settings: {},
    delegationSettings: {},
    users: owner === undefined ? [] : [{ ...owner, orgRoles: ["ORG_OWNER"], projectRoles: new Map() }],
    projects: new Map(),
    apiKeys: new Map(),
    serviceAccounts: new Map(),
  };
  call.snapshot.organizations.set(organization.id, organization);
  return organization;
}
