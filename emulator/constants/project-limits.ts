export interface ProjectLimit {
  readonly name: string;
  /** Absent for a limit that does not apply until it is set. */
  readonly byDefault?: number;
  /** The highest value that can be set. */
  readonly max?: number;
}

const deployment = "atlas.project.deployment";
const security = "atlas.project.security";

/**
 * Limits that a project's owner can set (documented names, defaults and maxima). If the documented maximum is below the
 * default, the maximum is the default.
 */
export const projectLimits: readonly ProjectLimit[] = [
  { name: `${deployment}.clusters`, byDefault: 25, max: 100 },
  { name: `${deployment}.nodesPerPrivateLinkRegion`, byDefault: 50, max: 90 },
  { name: `${deployment}.privateServiceConnectionsPerRegionGroup`, byDefault: 50, max: 100 },
  { name: `${deployment}.privateServiceConnectionsSubnetMask`, byDefault: 27, max: 27 },
  { name: `${security}.databaseAccess.customRoles`, byDefault: 100, max: 1400 },
  { name: `${security}.databaseAccess.users`, byDefault: 100, max: 100 },
  { name: `${security}.networkAccess.crossRegionEntries`, byDefault: 40, max: 220 },
  { name: `${security}.networkAccess.entries`, byDefault: 200, max: 200 },
  { name: "dataFederation.bytesProcessed.query" },
  { name: "dataFederation.bytesProcessed.daily" },
  { name: "dataFederation.bytesProcessed.weekly" },
  { name: "dataFederation.bytesProcessed.monthly" },
];
