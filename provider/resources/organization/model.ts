import type { CreatedOrganization, Organization } from "../../atlas/endpoints/organizations";
import { fingerprint } from "../../atlas/fingerprint";
import type { OrganizationInputs, OrganizationOutputs, OrganizationState } from "./schema";

/** Body of a creation. */
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
 * Body of an update: both fields, the unmanaged one as just read, so that leaving it out resets nothing. What an
 * organization does not show is not sent either.
 */
export function toUpdateBody(inputs: OrganizationInputs, live: Organization) {
  const skipDefaultAlertsSettings = inputs.skipDefaultAlertsSettings ?? live.skipDefaultAlertsSettings;
  return {
    name: inputs.name ?? live.name,
    ...(skipDefaultAlertsSettings === undefined ? {} : { skipDefaultAlertsSettings }),
  };
}

/** True when a managed field differs from what Atlas has. */
export function needsUpdate(inputs: OrganizationInputs, live: Organization): boolean {
  const body = toUpdateBody(inputs, live);
  return (
    body.name !== live.name ||
    (body.skipDefaultAlertsSettings ?? false) !== (live.skipDefaultAlertsSettings ?? false)
  );
}

/** The organization as the state holds it: only what is managed. */
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

/** What only the creation's answer tells. */
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

/** Outputs of a creation, each secret beside what tells it from others. */
export async function withFingerprints(made: OrganizationOutputs): Promise<OrganizationOutputs> {
  const { privateKey, clientSecret } = made;
  return {
    ...made,
    ...(privateKey === undefined ? {} : { privateKeyFingerprint: await fingerprint(privateKey) }),
    ...(clientSecret === undefined ? {} : { clientSecretFingerprint: await fingerprint(clientSecret) }),
  };
}
