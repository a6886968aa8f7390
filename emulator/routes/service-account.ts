import { timestamp } from "../types/clock";
import { changeAccount, recordNewAccount } from "../store/record-events";
import type { JsonObject } from "../types/json";
import { problem } from "../http/atlas-error";
import { readFields, requireFields } from "../http/body";
import { reportedUsage } from "../types/usage";
import type { Organization, Secret, ServiceAccount } from "../store/snapshot";
import { maxSecretHours } from "./organization-settings";
import type { Answer, Call } from "./route";

/** Documented limits. */
const maxAccounts = 200;
const maxSecrets = 2;
const minHours = 8;
/** A new secret leaves the older ones this long at most. */
const graceMs = 7 * 24 * 3_600_000;

export interface NewAccount {
  readonly name: string;
  readonly description: string;
  readonly roles: readonly string[];
  /** Undefined for an account without a secret. */
  readonly secretExpiresAfterHours: number | undefined;
}

/** The body that creates a service account. @throws AtlasProblem */
export function readNewAccount(call: Call, body: unknown, organization: Organization): NewAccount {
  const { withoutInitialSecret: isWithout, ...fields } = requireFields(
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
  checkNewer(call, isWithout);
  checkTexts(fields);
  if (fields.roles.length === 0) throw problem("VALIDATION_ERROR", "roles must not be empty");
  const { secretExpiresAfterHours: hours } = fields;
  if (isWithout === true && hours !== undefined)
    throw problem("VALIDATION_ERROR", "withoutInitialSecret and secretExpiresAfterHours exclude each other");
  if (isWithout !== true && hours === undefined)
    throw problem("MISSING_ATTRIBUTE", "secretExpiresAfterHours");
  if (hours !== undefined) checkHours(hours, organization);
  return { ...fields, secretExpiresAfterHours: hours };
}

/** A client sends this field, which is newer than the document: whether it is known is a setting. */
function checkNewer(call: Call, isWithout: boolean | undefined): void {
  if (isWithout !== undefined && call.settings.withoutInitialSecret === "refuse")
    throw problem("INVALID_ATTRIBUTE", "withoutInitialSecret");
}

export function checkTexts({
  name,
  description,
}: {
  name?: string | undefined;
  description?: string | undefined;
}): void {
  if (name !== undefined && !/^[\p{L}\p{N}\-_.,' ]{1,64}$/u.test(name)) {
    throw problem("VALIDATION_ERROR", "name has 1 to 64 letters, digits, spaces or - _ . , '");
  }
  if (description !== undefined && !/^[\p{L}\p{N}\-_.,' ]{1,250}$/u.test(description)) {
    throw problem("VALIDATION_ERROR", "description has 1 to 250 letters, digits, spaces or - _ . , '");
  }
}

function checkHours(hours: number, organization: Organization): void {
  const max = organization.settings.maxServiceAccountSecretValidityInHours ?? maxSecretHours;
  if (hours < minHours || hours > max) {
    throw problem("VALIDATION_ERROR", `secretExpiresAfterHours must be from ${minHours} to ${max}`);
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
    throw problem("VALIDATION_ERROR", `there cannot be more than ${maxAccounts} service accounts`);
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
  call.world.addServiceAccount(account);
  recordNewAccount(call, organization, account);
  return account;
}

/**
 * The body asks for another secret; there are at most two, expired ones among them, so that one can take the other's
 * place. What the older ones have left is cut to seven days (documented).
 */
export function newSecret(call: Call, account: ServiceAccount, projectId?: string): Answer {
  const fields = requireFields(
    readFields(call.body, { secretExpiresAfterHours: "integer" }),
    "secretExpiresAfterHours",
  );
  checkHours(fields.secretExpiresAfterHours, call.organization);
  if (account.secrets.length >= maxSecrets) {
    throw problem("VALIDATION_ERROR", `there cannot be more than ${maxSecrets} secrets`);
  }
  const secret = makeSecret(call, fields.secretExpiresAfterHours);
  const latestMs = secret.createdMs + graceMs;
  changeAccount(
    call,
    account,
    () => {
      for (const older of account.secrets) older.expiresMs = Math.min(older.expiresMs, latestMs);
      account.secrets.push(secret);
    },
    projectId,
  );
  return { status: 201, body: secretBody(call, secret, "shown") };
}

export function removeSecret(call: Call, account: ServiceAccount): void {
  const id = call.param("secretId");
  if (!account.secrets.some((secret) => secret.id === id))
    throw problem("RESOURCE_NOT_FOUND", `secret ${id}`);
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

/** Its secrets are in clear only in the answer that creates them (documented). */
export function accountBody(
  call: Call,
  account: ServiceAccount,
  roles: readonly string[],
  secrets: "shown" | "masked",
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

function secretBody({ clock, settings }: Call, secret: Secret, as: "shown" | "masked"): JsonObject {
  const { lastUsedMs } = reportedUsage(secret, clock.nowMs(), settings.usageDelayS);
  return {
    createdAt: timestamp(secret.createdMs),
    expiresAt: timestamp(secret.expiresMs),
    id: secret.id,
    ...(lastUsedMs !== undefined && { lastUsedAt: timestamp(lastUsedMs) }),
    ...(as === "masked" ? { maskedSecretValue: "mdb_sa_sk_..." } : { secret: secret.secret }),
  };
}
