import { RefusedError } from "../core/errors";
import type { Endpoint } from "./endpoint";

/**
 * One of the two APIs of one host: Atlas's, or Cloud Manager's with the same resources under a root of its own.
 * Whoever works with it asks what it has, never which one it is.
 */
export interface Api {
  /** As in the setting `mongodbatlas:api`. */
  readonly name: "atlas" | "cloud-manager";
  /** As users know the service. */
  readonly title: string;
  /** What every path begins with. */
  readonly root: string;
  /** The media type of an operation of that version. */
  mediaType(version: string): string;
  /** What users there call a role that Atlas documents under that name. */
  roleTitle(title: string): string;
  /** Whether an organization has the setting `skipDefaultAlertsSettings`. */
  readonly hasDefaultAlerts: boolean;
  /** Why there is no such operation, in a sentence that says what to do; undefined where there is one. */
  unsupportedReason(endpoint: Pick<Endpoint, "atlasOnly">): string | undefined;
}

const atlasApi: Api = {
  name: "atlas",
  title: "Atlas",
  root: "/api/atlas/v2",
  mediaType: (version) => `application/vnd.atlas.${version}+json`,
  roleTitle: (title) => title,
  hasDefaultAlerts: true,
  unsupportedReason: () => undefined,
};

/** Documented: the same paths and bodies below its root, one version, no default alerts, fewer operations. */
const cloudManagerApi: Api = {
  name: "cloud-manager",
  title: "Cloud Manager",
  root: "/api/public/v1.0",
  mediaType: () => "application/json",
  roleTitle: (title) => (title === "Project Access Manager" ? "Project User Admin" : title),
  hasDefaultAlerts: false,
  unsupportedReason: (endpoint) => endpoint.atlasOnly,
};

export const apis: Readonly<Record<Api["name"], Api>> = {
  atlas: atlasApi,
  "cloud-manager": cloudManagerApi,
};

/** Refuses a call that the API does not have, before it is sent. @throws RefusedError */
export function assertSupported(api: Api, endpoint: Endpoint, path: Readonly<Record<string, string>>): void {
  const reason = api.unsupportedReason(endpoint);
  if (reason === undefined) return;
  throw new RefusedError(`${`${endpoint.operation} ${endpoint.target(path)}`.trim()}: ${reason}`);
}

/** What to do about an object that belongs to the other one. */
function wrongApiHint({ name, title }: Api): string {
  return (
    `It belongs to ${title}: set mongodbatlas:api to ${name} (\`pulumi config set mongodbatlas:api ${name}\`, or export ` +
    `MONGODB_ATLAS_API=${name}); in a stack that manages both, give it a profile with that api`
  );
}

/** The error codes of either API for an object of the other. */
export const wrongApiHints: Readonly<Record<string, string>> = {
  NOT_ATLAS_ORG: wrongApiHint(cloudManagerApi),
  NOT_ATLAS_GROUP: wrongApiHint(cloudManagerApi),
  EXPECTED_NON_ATLAS_ORG: wrongApiHint(atlasApi),
  ATLAS_GROUP: wrongApiHint(atlasApi),
};
