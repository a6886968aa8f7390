import type { Seed, SeedApiKey } from "../../emulator";

/** One organization of the fleet, as a worker needs it. */
export interface FleetOrganization {
  readonly orgId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly projects: readonly string[];
}

/** One in this many organizations has a manually changed key, so that a check finds drift. */
export const driftedEvery = 20;

const secret = "mdb_sa_sk_abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMN";
const projectsEach = 10;

export function organizationAt(at: number): FleetOrganization {
  return {
    orgId: id("5f0", at),
    clientId: `mdb_sa_id_${id("5fc", at)}`,
    clientSecret: secret,
    projects: Array.from({ length: projectsEach }, (_, project) => id("5f1", at * projectsEach + project)),
  };
}

/** Id of a key; its time is years ago, so that its absence would be believed. */
export function fleetKeyId(organization: number, key: number): string {
  return id("5e0", organization * 1_000 + key);
}

/** Atlas with the whole fleet; each key has one role in its organization and two in a project. */
export function fleetSeed(organizations: number, keysEach: number): Seed {
  return {
    organizations: Array.from({ length: organizations }, (_, at) => {
      const { orgId, clientId, clientSecret, projects } = organizationAt(at);
      return {
        id: orgId,
        name: `organization-${at}`,
        projects: projects.map((project, index) => ({ id: project, name: `project-${index}` })),
        apiKeys: Array.from({ length: keysEach }, (_, key) => keyOf(at, key)),
        serviceAccounts: [
          { clientId, clientSecret, name: "fleet", description: "fleet", roles: ["ORG_OWNER"] },
        ],
      };
    }),
  };
}

function keyOf(at: number, key: number): SeedApiKey {
  const { orgId, projects } = organizationAt(at);
  const groupId = projects[key % projects.length] ?? "";
  const number = at * 1_000 + key;
  const byHand = key === 0 && at % driftedEvery === 0;
  return {
    id: fleetKeyId(at, key),
    publicKey: [...number.toString().padStart(8, "0")].map((digit) => "abcdefghij"[Number(digit)]).join(""),
    privateKey: `22222222-2222-4222-8222-${number.toString(16).padStart(12, "0")}`,
    desc: `deployer-${key}`,
    roles: [
      { orgId, roleName: "ORG_READ_ONLY" },
      { groupId, roleName: byHand ? "GROUP_OWNER" : "GROUP_CLUSTER_MANAGER" },
      { groupId, roleName: "GROUP_READ_ONLY" },
    ],
  };
}

function id(prefix: string, at: number): string {
  return prefix + at.toString(16).padStart(24 - prefix.length, "0");
}
