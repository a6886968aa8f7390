import { timestamp } from "../types/clock";
import type { JsonObject } from "../types/json";
import { changed, problem } from "../http/atlas-error";
import { readFields, requireFields } from "../http/body";
import type { SeedTag } from "../types/seed";
import type { Organization, Project } from "../store/snapshot";
import { relationBases } from "./link-relations";
import type { Call } from "./route";

/** The documented pattern, and the space that it lacks though recorded names have it. */
export function isName(name: string): boolean {
  return /^[\p{L}\p{N}\-_.(),:&@+' ]{1,64}$/u.test(name) && name.trim() !== "";
}

export function checkProjectName(name: string, organization: Organization, except?: Project): void {
  if (!isName(name)) throw problem("INVALID_GROUP_NAME", name.slice(0, 100));
  const taken = [...organization.projects.values()].some((other) => other !== except && other.name === name);
  if (taken) throw problem("GROUP_ALREADY_EXISTS", name);
}

export function readTags(items: readonly unknown[]): SeedTag[] {
  const tags = items.map((item) =>
    requireFields(readFields(item, { key: "string", value: "string" }), "key", "value"),
  );
  for (const text of tags.flatMap(({ key, value }) => [key, value])) checkTagText(text);
  return tags.map(({ key, value }) => ({ key, value }));
}

const maxTagLength = 255;

/** Words that a client's tests look for; the allowed characters are those of the documentation on tags. */
function checkTagText(text: string): void {
  if (text.length > maxTagLength) {
    const detail = `The field tags has a text that exceeded the maximum allowed length of ${maxTagLength} characters.`;
    throw changed(problem("INVALID_JSON_ATTRIBUTE", "tags"), { detail });
  }
  if (text === "") throw problem("INVALID_JSON_ATTRIBUTE", "tags");
  if (/^[\p{L}\p{N} ;@_\-.+]+$/u.test(text)) return;
  const allowed = "letters, numbers, spaces and ; @ _ - . +";
  throw problem(
    "VALIDATION_ERROR",
    `a tag contains invalid characters. Allowable characters include ${allowed}`,
  );
}

const atlasParts = ["containers", "clusters", "databaseUsers", "peers", "processes", "whitelist"] as const;
const cloudManagerParts = ["hosts", "users", "clusters", "alerts", "alertConfigs"] as const;

/** @param as items of lists link to themselves only (69 of 69 recorded), a project by itself to its parts too */
export function projectBody(call: Call, project: Project, as: "item" | "single" = "single"): JsonObject {
  const isAtlas = call.product === "atlas";
  const self = `${call.base}/groups/${project.id}`;
  const relation = relationBases[call.product];
  const all: readonly string[] = isAtlas ? atlasParts : cloudManagerParts;
  const parts = as === "item" && isAtlas ? [] : all;
  return {
    ...(isAtlas && { clusterCount: project.clusterCount, created: timestamp(project.createdMs) }),
    id: project.id,
    links: [
      { href: self, rel: "self" },
      ...parts.map((part) => ({ href: `${self}/${part}`, rel: `${relation}/${part}` })),
    ],
    name: project.name,
    orgId: project.orgId,
    tags: project.tags.map(({ key, value }) => ({ key, value })),
    ...(isAtlas && { withDefaultAlertsSettings: project.withDefaultAlertsSettings }),
  };
}
