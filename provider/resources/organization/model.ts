import type { CreatedOrganization, Organization } from "../../atlas/endpoints/organizations";
import { fingerprint } from "../../atlas/fingerprint";
import type { OrganizationInputs, OrganizationOutputs, OrganizationState } from "./schema";

/** Request body of the create. */
export function toCreateBody(inputs: OrganizationInputs) {
  const {
    name,
    orgOwnerId,
    federationSettingsId,
    skipDefaultAlertsSettings,
    initialApiKey,
    initialServiceAccount,
  } = inputs;
  return {
    name,
    ...(orgOwnerId === undefined ? {} : { orgOwnerId }),
    ...(federationSettingsId === undefined ? {} : { federationSettingsId }),
    ...(skipDefaultAlertsSettings === undefined ? {} : { skipDefaultAlertsSettings }),
    ...(initialApiKey === undefined
      ? {}
      : { apiKey: { desc: initialApiKey.description, roles: initialApiKey.roles } }),
    ...(initialServiceAccount === undefined ? {} : { serviceAccount: initialServiceAccount }),
  };
}

/**
 * Request body of an update. A field that the program does not set has the value that was just read, so that the update does
 * not reset it; a field that the API does not return is left out.
 */
export function toUpdateBody(inputs: OrganizationInputs, live: Organization) {
  const skipDefaultAlertsSettings = inputs.skipDefaultAlertsSettings ?? live.skipDefaultAlertsSettings;
  return {
    name: inputs.name ?? live.name,
    ...(skipDefaultAlertsSettings === undefined ? {} : { skipDefaultAlertsSettings }),
  };
}

/** True when a field that the program sets differs from the live organization. */
export function needsUpdate(inputs: OrganizationInputs, live: Organization): boolean {
  const body = toUpdateBody(inputs, live);
  return (
    body.name !== live.name ||
    (body.skipDefaultAlertsSettings ?? false) !== (live.skipDefaultAlertsSettings ?? false)
  );
}

/** The state of an organization: only the fields that the program sets. */
export function toState(live: Organization, managed: Partial<OrganizationState>): Partial<OrganizationState> {
  return {
    orgId: live.id,
    isDeleted: live.isDeleted ?? false,
    ...(managed.name === undefined ? {} : { name: live.name }),
    ...(managed.skipDefaultAlertsSettings === undefined
      ? {}
      : { skipDefaultAlertsSettings: live.skipDefaultAlertsSettings ?? false }),
  };
}

/** What an import manages: the name, and the setting where it is not Atlas's default. */
export function managedByImport(live: Organization): Partial<OrganizationState> {
  const { name, skipDefaultAlertsSettings } = live;
  return { name, ...(skipDefaultAlertsSettings === true ? { skipDefaultAlertsSettings } : {}) };
}

/** The outputs in the create's response. */
export async function toOutputs({
  organization,
  apiKey,
  serviceAccount,
}: CreatedOrganization): Promise<OrganizationOutputs> {
  const secret = serviceAccount?.secrets[0];
  return withFingerprints({
    orgId: organization.id,
    isDeleted: organization.isDeleted ?? false,
    apiKeyId: apiKey?.id,
    publicKey: apiKey?.publicKey,
    privateKey: apiKey?.privateKey,
    clientId: serviceAccount?.clientId,
    clientSecret: secret?.secret,
    secretId: secret?.id,
    secretExpiresAt: secret?.expiresAt,
  });
}

/** The outputs of a create, with a fingerprint for each secret. */
export async function withFingerprints(made: OrganizationOutputs): Promise<OrganizationOutputs> {
  const { privateKey, clientSecret } = made;
  return {
    ...made,
    ...(privateKey === undefined ? {} : { privateKeyFingerprint: await fingerprint(privateKey) }),
    ...(clientSecret === undefined ? {} : { clientSecretFingerprint: await fingerprint(clientSecret) }),
  };
}
