import type { OperationResponse } from "../http/api-response";
import { atlasError } from "../http/atlas-error";
import { readFields, requireFields } from "../http/body";
import { timestamp } from "../types/clock";
import type { JsonObject } from "../types/json";
import type { Organization, Secret, ServiceAccount } from "../types/resources";
import { reportedUsage } from "../types/usage";
import { applyAccountChange, auditNewAccount } from "./audited-changes";
import { maxSecretHours } from "./organization-settings";
import type { Call } from "./route";

/** Documented limits. */
const maxAccounts = 200;
const maxSecrets = 2;
const minHours = 8;
/** Maximum remaining lifetime of older secrets after a new one is created. */
const graceMs = 7 * 24 * 3_600_000;

export interface NewAccount {
  readonly name: string;
  readonly description: string;
  readonly roles: readonly string[];
  /** Undefined for an account without an initial secret. */
  readonly secretExpiresAfterHours: number | undefined;
}

/** Reads the body of a request that creates a service account. @throws AtlasError */
export function readNewAccount(call: Call, body: unknown, organization: Organization): NewAccount {
  const { withoutInitialSecret: withoutSecret, ...fields } = requireFields(
    readFields(body, {
      name: "string",
      description: "string",
      roles: "strings",
      secretExpiresAfterHours: "integer",
      withoutInitialSecret: "boolean",
    }),
    "name",
    "description",
    "roles",
  );
  checkWithoutInitialSecret(call, withoutSecret);
  checkTexts(fields);
  if (fields.roles.length === 0) throw atlasError("VALIDATION_ERROR", "roles must not be empty");
  const { secretExpiresAfterHours: hours } = fields;
  if (withoutSecret === true && hours !== undefined)
    throw atlasError(
      "VALIDATION_ERROR",
      "withoutInitialSecret and secretExpiresAfterHours exclude each other",
    );
  if (withoutSecret !== true && hours === undefined)
    throw atlasError("MISSING_ATTRIBUTE", "secretExpiresAfterHours");
  if (hours !== undefined) checkHours(hours, organization);
  return { ...fields, secretExpiresAfterHours: hours };
}

/** A client sends this field, which is newer than the document; a setting decides whether it is accepted. */
function checkWithoutInitialSecret(call: Call, withoutSecret: boolean | undefined): void {
  if (withoutSecret !== undefined && call.settings.withoutInitialSecret === "refuse")
    throw atlasError("INVALID_ATTRIBUTE", "withoutInitialSecret");
}

export function checkTexts({
  name,
  description,
}: {
  name?: string | undefined;
  description?: string | undefined;
}): void {
  if (name !== undefined && !/^[\p{L}\p{N}\-_.,' ]{1,64}$/u.test(name)) {
    throw atlasError("VALIDATION_ERROR", "name has 1 to 64 letters, digits, spaces or - _ . , '");
  }
  if (description !== undefined && !/^[\p{L}\p{N}\-_.,' ]{1,250}$/u.test(description)) {
    throw atlasError("VALIDATION_ERROR", "description has 1 to 250 letters, digits, spaces or - _ . , '");
  }
}

function checkHours(hours: number, organization: Organization): void {
  const max = organization.settings.maxServiceAccountSecretValidityInHours ?? maxSecretHours;
  if (hours < minHours || hours > max) {
    throw atlasError("VALIDATION_ERROR", `secretExpiresAfterHours must be from ${minHours} to ${max}`);
  }
}

export function addAccount(
  call: Call,
  organization: Organization,
  fields: NewAccount,
  orgRoles: string[],
  projectRoles: Map<string, string[]>,
): ServiceAccount {
  if (organization.serviceAccounts.size >= maxAccounts) {
    throw atlasError("VALIDATION_ERROR", `there cannot be more than ${maxAccounts} service accounts`);
  }
  const account: ServiceAccount = {
    clientId: call.ids.clientId(),
    orgId: organization.id,
    name: fields.name,
    description: fields.description,
    createdMs: call.clock.nowMs(),
    orgRoles,
    projectRoles,
    accessList: [],
    secrets:
      fields.secretExpiresAfterHours === undefined ? [] : [makeSecret(call, fields.secretExpiresAfterHours)],
  };
  call.snapshot.addServiceAccount(account);
  auditNewAccount(call, organization, account);
  return account;
}

/**
 * Creates another secret. An account has at most two secrets, including expired ones. The remaining lifetime of older
 * secrets is reduced to seven days (documented).
 */
export function newSecret(call: Call, account: ServiceAccount, projectId?: string): OperationResponse {
  const fields = requireFields(
    readFields(call.body, { secretExpiresAfterHours: "integer" }),
    "secretExpiresAfterHours",
  );
  checkHours(fields.secretExpiresAfterHours, call.organization);
  if (account.secrets.length >= maxSecrets) {
    throw atlasError("VALIDATION_ERROR", `there cannot be more than ${maxSecrets} secrets`);
  }
  const secret = makeSecret(call, fields.secretExpiresAfterHours);
  const latestMs = secret.createdMs + graceMs;
  applyAccountChange(
    call,
    account,
    () => {
      for (const older of account.secrets) older.expiresMs = Math.min(older.expiresMs, latestMs);
      account.secrets.push(secret);
    },
    projectId,
  );
  return { status: 201, body: secretBody(call, secret, "unmasked") };
}

export function removeSecret(call: Call, account: ServiceAccount): void {
  const id = call.param("secretId");
  if (!account.secrets.some((secret) => secret.id === id))
    throw atlasError("RESOURCE_NOT_FOUND", `secret ${id}`);
  account.secrets = account.secrets.filter((secret) => secret.id !== id);
}

function makeSecret(call: Call, hours: number): Secret {
  const createdMs = call.clock.nowMs();
  return {
    id: call.ids.objectId(),
    secret: call.ids.clientSecret(),
    createdMs,
    expiresMs: createdMs + hours * 3_600_000,
    count: 0,
  };
}

/** The body of a service account. Secrets are unmasked only in the response that creates them (documented). */
export function accountBody(
  call: Call,
  account: ServiceAccount,
  roles: readonly string[],
  secrets: "unmasked" | "masked",
): JsonObject {
  return {
    clientId: account.clientId,
    createdAt: timestamp(account.createdMs),
    description: account.description,
    name: account.name,
    roles: [...roles],
    secrets: account.secrets.map((secret) => secretBody(call, secret, secrets)),
  };
}

function secretBody({ clock, settings }: Call, secret: Secret, as: "unmasked" | "masked"): JsonObject {
  const { lastUsedMs } = reportedUsage(secret, clock.nowMs(), settings.usageDelayS);
  return {
    createdAt: timestamp(secret.createdMs),
    expiresAt: timestamp(secret.expiresMs),
    id: secret.id,
    ...(lastUsedMs !== undefined && { lastUsedAt: timestamp(lastUsedMs) }),
    ...(as === "masked" ? { maskedSecretValue: "mdb_sa_sk_..." } : { secret: secret.secret }),
  };
}
