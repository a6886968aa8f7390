import { z } from "zod";

/** The kind of object that an id belongs to, for messages. */
type IdOwner = "organization" | "project" | "API key" | "user" | "federation";

const objectIdForm = /^[a-f0-9]{24}$/;

/** Schema of an Atlas id: 24 lower-case hexadecimal digits. Its error suggests a correction. */
export function objectId(owner: IdOwner): z.ZodType<string, string> {
  return z.string().superRefine((value, context) => {
    const problem = idProblem(value, owner);
    if (problem) context.addIssue({ code: "custom", message: problem });
  });
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
