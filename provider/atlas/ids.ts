import { z } from "zod";

/** The kind of object that an id belongs to, for messages. */
type IdOwner = "organization" | "project" | "API key" | "user" | "federation" | "secret";

const objectIdForm = /^[a-f0-9]{24}$/;

/** Schema of an Atlas id: 24 lower-case hexadecimal digits. Its error suggests a correction. */
export function objectId(owner: IdOwner): z.ZodType<string, string> {
  return z.string().superRefine((value, context) => {
    const problem = idProblem(value, owner);
    if (problem) context.addIssue({ code: "custom", message: problem });
  });
}

const clientIdForm = /^mdb_sa_id_[a-fA-F0-9]{24}$/;

/** Schema of a service account's client id. Its error suggests a correction. */
export const clientId: z.ZodType<string, string> = z.string().superRefine((value, context) => {
  const problem = clientIdProblem(value);
  if (problem) context.addIssue({ code: "custom", message: problem });
});

/** True for a service account's client id. */
export function isClientId(value: unknown): value is string {
  return typeof value === "string" && clientIdForm.test(value);
}

function clientIdProblem(value: string): string | undefined {
  if (clientIdForm.test(value)) return undefined;
  const wanted = "the client id of a service account is mdb_sa_id_ and 24 hexadecimal digits";
  if (value === "") return `is empty: ${wanted}`;
  if (value.startsWith("mdb_sa_sk_")) return `${wanted}, and this looks like a client secret`;
  const trimmed = value.trim();
  if (clientIdForm.test(trimmed)) return `${wanted}: remove the space around "${trimmed}"`;
  const part = trimmed.split("/").find((text) => clientIdForm.test(text));
  if (part !== undefined)
    return `${wanted}, and "${trimmed}" looks like a resource id: use the clientId output, here "${part}"`;
  if (objectIdForm.test(trimmed)) return `${wanted}, and "${trimmed}" has no mdb_sa_id_`;
  return `${wanted}; copy it from the account's page in Atlas`;
}

/** Clocks may differ by this. */
const clockSkewMs = 10 * 60_000;

/**
 * When a service account was created, in milliseconds since 1970: as Atlas returned it, otherwise by the digits of its client id.
 * That these are an Atlas id is not documented, so a time in the future counts as unknown.
 * @returns 0 when it is not known
 */
export function accountCreatedMs(clientId: string, createdAtText: string | undefined, nowMs: number): number {
  const known = createdAtText === undefined ? Number.NaN : Date.parse(createdAtText);
  if (!Number.isNaN(known)) return known;
  const byId = createdAt(clientId.slice(-24)).getTime();
  return byId > nowMs + clockSkewMs ? 0 : byId;
}

/** True for an Atlas id. */
export function isObjectId(value: unknown): value is string {
  return typeof value === "string" && objectIdForm.test(value);
}

function idProblem(value: string, owner: IdOwner): string | undefined {
  if (objectIdForm.test(value)) return undefined;
  const wanted = `the id of ${owner !== "organization" && owner !== "API key" ? "a" : "an"} ${owner} is 24 lower-case hexadecimal digits`;
  const trimmed = value.trim();
  if (value === "") return `is empty: ${wanted}`;
  if (clientIdForm.test(value)) return `${wanted}, and this is the client id of a service account`;
  if (/^[a-z]{8}$/.test(value) && owner === "API key") {
    return `${wanted}, and this looks like a public key (8 lower-case letters): use the key's apiKeyId`;
  }
  const parts = trimmed.split("/");
  if (parts.length === 2 && parts.every((part) => objectIdForm.test(part))) {
    const last = parts[1];
    return owner === "API key"
      ? `${wanted}, and "${trimmed}" looks like a resource id (orgId/apiKeyId): use the apiKeyId output, here "${last}"`
      : `${wanted}, and "${trimmed}" is two ids: use one of them`;
  }
  if (objectIdForm.test(trimmed)) return `${wanted}: remove the space around "${trimmed}"`;
  if (objectIdForm.test(trimmed.toLowerCase())) return `${wanted}: write "${trimmed.toLowerCase()}"`;
  if (/^[a-fA-F0-9]{20,28}$/.test(trimmed)) return `${wanted}, and "${trimmed}" has ${trimmed.length}`;
  return `${wanted}; copy it from the address of its page in Atlas`;
}

/** Time of creation of an id's object. The first 8 digits of an id are that time, in seconds. */
export function createdAt(id: string): Date {
  return new Date(Number.parseInt(id.slice(0, 8), 16) * 1000);
}
