import { atlasError, withChanges } from "../http/atlas-error";
import { readFields, requireFields } from "../http/body";
import { timestamp } from "../types/clock";
import type { JsonObject } from "../types/json";
import type { Organization, Project } from "../types/resources";
import type { SeedTag } from "../types/seed.generated";
import { linkRelationBases } from "./link-relations";
import type { Call } from "./route";

/** The documented pattern, and the space, which recorded names contain. */
export function isName(name: string): boolean {
  return /^[\p{L}\p{N}\-_.(),:&@+' ]{1,64}$/u.test(name) && name.trim() !== "";
}

export function checkProjectName(name: string, organization: Organization, except?: Project): void {
  if (!isName(name)) throw atlasError("INVALID_GROUP_NAME", name.slice(0, 100));
  const taken = [...organization.projects.values()].some((other) => other !== except && other.name === name);
  if (taken) throw atlasError("GROUP_ALREADY_EXISTS", name);
}

export function readTags(items: readonly unknown[]): SeedTag[] {
  const tags = items.map((item) =>
    requireFields(readFields(item, { key: "string", value: "string" }), "key", "value"),
  );
  for (const text of tags.flatMap(({ key, value }) => [key, value])) checkTagText(text);
  return tags.map(({ key, value }) => ({ key, value }));
}

const maxTagLength = 255;

/** The texts are those that tests of a client expect. The allowed characters are documented. */
function checkTagText(text: string): void {
  if (text.length > maxTagLength) {
    const detail = `The field tags has a text that exceeded the maximum allowed length of ${maxTagLength} characters.`;
    throw withChanges(atlasError("INVALID_JSON_ATTRIBUTE", "tags"), { detail });
  }
  if (text === "") throw atlasError("INVALID_JSON_ATTRIBUTE", "tags");
  if (/^[\p{L}\p{N} ;@_\-.+]+$/u.test(text)) return;
  const allowed = "letters, numbers, spaces and ; @ _ - . +";
  throw atlasError(
    "VALIDATION_ERROR",
    `a tag contains invalid characters. Allowable characters include ${allowed}`,
  );
}

const atlasSubresources = [
  "containers",
  "clusters",
  "databaseUsers",
  "peers",
  "processes",
  "whitelist",
] as const;
const cloudManagerSubresources = ["hosts", "users", "clusters", "alerts", "alertConfigs"] as const;

/** @param as `item` of a list has a self link only (69 of 69 recorded), `single` also has links to subresources */
export function projectBody(call: Call, project: Project, as: "item" | "single" = "single"): JsonObject {
  const isAtlas = call.product === "atlas";
  const self = `${call.base}/groups/${project.id}`;
  const relation = linkRelationBases[call.product];
  const all: readonly string[] = isAtlas ? atlasSubresources : cloudManagerSubresources;
  const subresources = as === "item" && isAtlas ? [] : all;
  return {
    ...(isAtlas && { clusterCount: project.clusterCount, created: timestamp(project.createdMs) }),
    id: project.id,
    links: [
      { href: self, rel: "self" },
      ...subresources.map((name) => ({ href: `${self}/${name}`, rel: `${relation}/${name}` })),
    ],
    name: project.name,
    orgId: project.orgId,
    tags: project.tags.map(({ key, value }) => ({ key, value })),
    ...(isAtlas && { withDefaultAlertsSettings: project.withDefaultAlertsSettings }),
  };
}
