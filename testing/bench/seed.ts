import type { Seed, SeedApiKey } from "../../emulator";

/** The organization of the benchmark. */
const orgId = "5f0000000000000000000001";

/** Callers that own the organization. The service account is the one where 500 keys fill the organization. */
export const callers = {
  key: { publicKey: "benchkey", privateKey: "11111111-1111-4111-8111-111111111111" },
  account: {
    clientId: "mdb_sa_id_5f00000000000000000000c1",
    clientSecret: "mdb_sa_sk_abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMN",
  },
} as const;

/** What a benchmark works on: so many keys, each with roles in one of the projects. */
export interface Fixture {
  readonly orgId: string;
  readonly projects: readonly string[];
  readonly count: number;
  /** Only keys, no roles in projects: for a stack with one resource. */
  readonly onlyKeys: boolean;
}

export function fixture(count: number, onlyKeys = false): Fixture {
  const projects = Array.from({ length: Math.min(10, count) }, (_, at) => hexId("5f1", at));
  return { orgId, projects, count, onlyKeys };
}

/** Id of the key at an index; its time is years ago, so that a missing key counts as deleted. */
export function keyId(at: number): string {
  return hexId("5e0", at);
}

export function publicKeyOf(at: number): string {
  const letters = [...at.toString().padStart(8, "0")].map((digit) => "abcdefghij"[Number(digit)]);
  return letters.join("");
}

/** Atlas before anything of the program is there. */
export function emptySeed({ projects }: Fixture): Seed {
  return seedWith(projects, [
    { ...callers.key, desc: "benchmark", roles: [{ orgId, roleName: "ORG_OWNER" }] },
  ]);
}

/** Atlas with all that the program describes; without the calling key, so that 500 keys have room. */
export function fullSeed({ projects, count }: Fixture, withCallingKey: boolean): Seed {
  const keys = Array.from({ length: count }, (_, at) => keyWithRoles(at, projects));
  const empty = emptySeed({ projects, count, orgId, onlyKeys: false });
  return seedWith(projects, [...(withCallingKey ? (empty.organizations[0]?.apiKeys ?? []) : []), ...keys]);
}

function keyWithRoles(at: number, projects: readonly string[]): SeedApiKey {
  const groupId = projects[at % projects.length] ?? "";
  const digits = at.toString(16).padStart(12, "0");
  return {
    id: keyId(at),
    publicKey: publicKeyOf(at),
    privateKey: `22222222-2222-4222-8222-${digits}`,
    desc: `deployer-${at}`,
    roles: [
      { orgId, roleName: "ORG_READ_ONLY" },
      { groupId, roleName: "GROUP_CLUSTER_MANAGER" },
      { groupId, roleName: "GROUP_READ_ONLY" },
    ],
  };
}

function seedWith(projects: readonly string[], apiKeys: readonly SeedApiKey[]): Seed {
  return {
    organizations: [
      {
        id: orgId,
        name: "Benchmark",
        paying: true,
        projects: projects.map((id, at) => ({ id, name: `project-${at}` })),
        apiKeys,
        serviceAccounts: [
          { ...callers.account, name: "benchmark", description: "benchmark", roles: ["ORG_OWNER"] },
        ],
      },
    ],
  };
}

function hexId(prefix: string, at: number): string {
  return prefix + at.toString(16).padStart(24 - prefix.length, "0");
}
