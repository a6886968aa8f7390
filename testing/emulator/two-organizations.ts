import { type Emulator, type EmulatorOptions, type Seed, startEmulator } from "../../emulator";
import { DigestClient } from "./raw-client";

export const org = "5f0000000000000000000001";
export const otherOrg = "5f0000000000000000000002";
export const project = "5f0000000000000000000010";
export const secondProject = "5f0000000000000000000011";
export const otherProject = "5f0000000000000000000020";
export const keyId = "5f00000000000000000000b9";
export const userId = "5f00000000000000000000aa";

export const clientId = "mdb_sa_id_5f00000000000000000000c1";
export const clientSecret = "mdb_sa_sk_abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMN";

const privateKeyOf = (n: number) => `11111111-1111-4111-8111-${String(n).padStart(12, "1")}`;

const names = [
  "owner",
  "member",
  "readonly",
  "billing",
  "projowner",
  "projread",
  "creator",
  "manager",
] as const;
type Caller = (typeof names)[number];
export const publicKeys: Readonly<Record<Caller | "stranger" | "subject", string>> = {
  owner: "ownerkey",
  member: "memberke",
  readonly: "readonly",
  billing: "billingk",
  projowner: "projowne",
  projread: "projread",
  creator: "creatork",
  manager: "managerk",
  stranger: "stranger",
  subject: "subjectk",
};

const orgRole = (roleName: string) => ({ orgId: org, roleName });
const projectRole = (roleName: string) => ({ groupId: project, roleName });

/** Two organizations. The first has a caller for each kind of role, and an API key that tests change. */
export function twoOrganizations(): Seed {
  const roles: Record<Caller, ReturnType<typeof orgRole | typeof projectRole>[]> = {
    owner: [orgRole("ORG_OWNER")],
    member: [orgRole("ORG_MEMBER")],
    readonly: [orgRole("ORG_READ_ONLY")],
    billing: [orgRole("ORG_BILLING_ADMIN")],
    projowner: [orgRole("ORG_MEMBER"), projectRole("GROUP_OWNER")],
    projread: [orgRole("ORG_MEMBER"), projectRole("GROUP_READ_ONLY")],
    creator: [orgRole("ORG_GROUP_CREATOR")],
    manager: [orgRole("ORG_MEMBER"), projectRole("GROUP_ACCESS_MANAGER")],
  };
  return {
    organizations: [
      {
        id: org,
        name: "Acme",
        paying: true,
        users: [{ id: userId, username: "owner@example.com", roles: ["ORG_OWNER"] }],
        projects: [
          { id: project, name: "shop" },
          { id: secondProject, name: "Depot" },
        ],
        apiKeys: [
          ...names.map((name, i) => ({
            id: `5f00000000000000000000a${i}`,
            publicKey: publicKeys[name],
            privateKey: privateKeyOf(i),
            desc: name,
            roles: roles[name],
          })),
          {
            id: keyId,
            publicKey: publicKeys.subject,
            privateKey: privateKeyOf(99),
            desc: "subject",
            roles: [
              orgRole("ORG_MEMBER"),
              { groupId: project, roleName: "GROUP_READ_ONLY" },
              { groupId: secondProject, roleName: "GROUP_OWNER" },
            ],
          },
        ],
        serviceAccounts: [{ clientId, clientSecret, name: "ci", description: "ci", roles: ["ORG_OWNER"] }],
      },
      {
        id: otherOrg,
        name: "Globex",
        projects: [{ id: otherProject, name: "plant" }],
        apiKeys: [
          {
            id: "5f00000000000000000000d1",
            publicKey: publicKeys.stranger,
            privateKey: privateKeyOf(77),
            roles: [{ orgId: otherOrg, roleName: "ORG_OWNER" }],
          },
        ],
      },
    ],
  };
}

const running: Emulator[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((emulator) => emulator.close()));
});

/** Starts an emulator that is closed after the test. */
export async function emulate(options: EmulatorOptions = {}): Promise<Emulator> {
  const emulator = await startEmulator({ seed: twoOrganizations(), ...options });
  running.push(emulator);
  return emulator;
}

export function clientOf(emulator: Emulator, name: keyof typeof publicKeys): DigestClient {
  const key = emulator.store.apiKey(publicKeys[name]);
  return new DigestClient(emulator.url, publicKeys[name], key?.privateKey ?? "");
}

/** An emulator and a client with the owner's key. */
export async function emulateForOwner(options: EmulatorOptions = {}) {
  const emulator = await emulate(options);
  return { emulator, owner: clientOf(emulator, "owner") };
}

/** A key's roles as sorted text: their order in responses is random. */
export function rolesOf(key: { roles: { orgId?: string; groupId?: string; roleName: string }[] }): string[] {
  return key.roles.map(({ orgId, groupId, roleName }) => `${orgId ?? groupId} ${roleName}`).sort();
}
