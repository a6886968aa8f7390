import { timestamp } from "../clock";
import { changeAccount, recordNewAccount } from "../events/record";
import type { JsonObject } from "../http/json";
import { problem } from "../problems";
import { readFields, requireFields } from "../request/body";
import type { Organization, Secret, ServiceAccount } from "../store/world";
import { maxSecretHours } from "./organization-settings";
import type { Answer, Call } from "./route";

/** Documented limits. */
const maxAccounts = 200;
const maxSecrets = 2;

export interface NewAccount {
  readonly name: string;
  readonly description: string;
  readonly roles: readonly string[];
  readonly secretExpiresAfterHours: number;
}

/** The body that creates a service account. @throws AtlasProblem */
export function readNewAccount(body: unknown, organization: Organization): NewAccount {
  const fields = requireFields(
    readFields(body, {
      name: "string",
      description: "string",
      roles: "strings",
      secretExpiresAfterHours: "integer",
    }),
    "name",
    "description",
    "roles",
    "secretExpiresAfterHours",
  );
  checkTexts(fields);
  if (fields.roles.length === 0) throw problem("VALIDATION_ERROR", "roles must not be empty");
  checkHours(fields.secretExpiresAfterHours, organization);
  return fields;
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
  if (hours < 1 || hours > max) {
    throw problem("VALIDATION_ERROR", `secretExpiresAfterHours must be from 1 to ${max}`);
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
    secrets: [makeSecret(call, fields.secretExpiresAfterHours)],
  };
  call.world.addServiceAccount(account);
  recordNewAccount(call, organization, account);
  return account;
}

/** The body asks for another secret; there are at most two, so that one can take the other's place (documented). */
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
  changeAccount(call, account, () => account.secrets.push(secret), projectId);
  return { status: 201, body: secretBody(secret, "shown") };
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
  };
}

/** Its secrets are in clear only in the answer that creates them (documented). */
export function accountBody(
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
    secrets: account.secrets.map((secret) => secretBody(secret, secrets)),
  };
}

function secretBody(secret: Secret, as: "shown" | "masked"): JsonObject {
  return {
    createdAt: timestamp(secret.createdMs),
    expiresAt: timestamp(secret.expiresMs),
    id: secret.id,
    ...(secret.lastUsedMs !== undefined && { lastUsedAt: timestamp(secret.lastUsedMs) }),
    ...(as === "masked" ? { maskedSecretValue: "mdb_sa_sk_..." } : { secret: secret.secret }),
  };
}
