import { RefusedError } from "../core/errors";
import type { Endpoint } from "./endpoint";

/**
 * One of the two APIs of the same host: Atlas, or Cloud Manager with the same resources under another root. Code asks for
 * a feature of the API, never for its name.
 */
export interface Api {
  /** As in the setting `mongodbatlas:api`. */
  readonly name: "atlas" | "cloud-manager";
  /** Name of the service in messages. */
  readonly title: string;
  /** Prefix of every path. */
  readonly root: string;
  /** The media type of an operation's version. */
  mediaType(version: string): string;
  /** Cloud Manager's name of a role, given that of Atlas. */
  roleTitle(title: string): string;
  /** Whether an organization has the setting `skipDefaultAlertsSettings`. */
  readonly hasDefaultAlerts: boolean;
  /** Why the API does not have an operation, and what to do instead; undefined if it has it. */
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

/** As documented: the same paths and bodies under another root, one version, no default alerts, fewer operations. */
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

/** @throws RefusedError for an operation that the API does not have */
export function assertSupported(api: Api, endpoint: Endpoint, path: Readonly<Record<string, string>>): void {
  const reason = api.unsupportedReason(endpoint);
  if (reason === undefined) return;
  throw new RefusedError(`${`${endpoint.operation} ${endpoint.target(path)}`.trim()}: ${reason}`);
}

/** The hint for an object of the other API. */
function wrongApiHint({ name, title }: Api): string {
  return (
    `It belongs to ${title}: set mongodbatlas:api to ${name} (\`pulumi config set mongodbatlas:api ${name}\`, or export ` +
    `MONGODB_ATLAS_API=${name}); in a stack that manages both, give it a profile with that api`
  );
}

/** Hints for the error codes that either API returns for objects of the other. */
export const wrongApiHints: Readonly<Record<string, string>> = {
  NOT_ATLAS_ORG: wrongApiHint(cloudManagerApi),
  NOT_ATLAS_GROUP: wrongApiHint(cloudManagerApi),
  EXPECTED_NON_ATLAS_ORG: wrongApiHint(atlasApi),
  ATLAS_GROUP: wrongApiHint(atlasApi),
};
