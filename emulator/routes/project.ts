import { timestamp } from "../clock";
import type { JsonObject } from "../http/json";
import { problem } from "../problems";
import { readFields, requireFields } from "../request/body";
import type { SeedTag } from "../store/seed";
import type { Organization, Project } from "../store/world";
import { relationBases } from "./relations";
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
  for (const text of tags.flatMap(({ key, value }) => [key, value])) {
    if (text.length < 1 || text.length > 255) throw problem("INVALID_JSON_ATTRIBUTE", "tags");
  }
  return tags.map(({ key, value }) => ({ key, value }));
}

const atlasParts = ["containers", "clusters", "databaseUsers", "peers", "processes", "whitelist"] as const;
const cloudManagerParts = ["hosts", "users", "clusters", "alerts", "alertConfigs"] as const;

export function projectBody(call: Call, project: Project): JsonObject {
  const isAtlas = call.product === "atlas";
  const self = `${call.base}/groups/${project.id}`;
  const relation = relationBases[call.product];
  const parts: readonly string[] = isAtlas ? atlasParts : cloudManagerParts;
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
