import type { Seed } from "../../emulator";

export const owner = { publicKey: "ownerkey", privateKey: "11111111-1111-4111-8111-111111111111" } as const;

const hex = (prefix: string, n: number) => prefix + n.toString(16).padStart(24 - prefix.length, "0");
export const orgId = hex("5f01", 0);
export const keyId = hex("5f03", 1);

/** As much as one emulator is to hold: organizations as full as Atlas lets them be. */
export function largeWorld(organizations = 200, keys = 500, projects = 250): Seed {
  return { organizations: Array.from({ length: organizations }, (_, i) => organization(i, keys, projects)) };
}

function organization(i: number, keys: number, projects: number) {
  const id = hex("5f01", i);
  const projectId = (n: number) => hex("5f02", i * projects + (n % projects));
  return {
    id,
    name: `Organization ${i}`,
    projects: Array.from({ length: projects }, (_, n) => ({ id: projectId(n), name: `project-${n}` })),
    apiKeys: Array.from({ length: keys }, (_, n) => ({
      id: hex("5f03", i * keys + n),
      ...(i === 0 && n === 0 && owner),
      desc: `key ${n}`,
      roles: [
        { orgId: id, roleName: n === 0 ? "ORG_OWNER" : "ORG_MEMBER" },
        { groupId: projectId(n), roleName: "GROUP_READ_ONLY" },
        { groupId: projectId(n + 1), roleName: "GROUP_CLUSTER_MANAGER" },
      ],
    })),
  };
}
