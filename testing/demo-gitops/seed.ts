import type { Emulator, Seed } from "../../emulator";
import { changeByHand, fixture, keysInAtlas, seed as oneKey } from "../demo/seed";

const { organization, project } = fixture;

/** The key that applies merges: the only key that may write. */
export const owner = fixture.owner;

/** The key of previews and reports, allowed by id in examples/gitops. */
export const reader = {
  id: "5f00000000000000000000b4",
  publicKey: "demokeyb",
  privateKey: "44444444-4444-4444-8444-444444444444",
  desc: "Previews and reports",
} as const;

/** An organization with the pipeline's two keys. */
export const seed: Seed = {
  organizations: oneKey.organizations.map(({ apiKeys = [], ...rest }) => ({
    ...rest,
    apiKeys: [
      ...apiKeys,
      {
        ...reader,
        roles: [
          { orgId: organization.id, roleName: "ORG_READ_ONLY" },
          // For the project's name in comments and reports.
          { groupId: project.id, roleName: "GROUP_READ_ONLY" },
        ],
      },
    ],
  })),
};

/** Roles by the description of the key that has them. */
type Access = Readonly<Record<string, readonly string[]>>;

/** The access at each step of the scenario. */
const pipelineOnly: Access = {
  [owner.desc]: ["ORG_OWNER"],
  [reader.desc]: ["ORG_READ_ONLY", "GROUP_READ_ONLY"],
};
const atFirst: Access = {
  ...pipelineOnly,
  "CI deployer": ["ORG_READ_ONLY", "GROUP_CLUSTER_MANAGER", "GROUP_READ_ONLY"],
  "Nightly reports": ["ORG_BILLING_READ_ONLY", "GROUP_DATA_ACCESS_READ_ONLY"],
};
const merged: Access = {
  ...atFirst,
  "Nightly reports": ["ORG_BILLING_READ_ONLY", "GROUP_DATA_ACCESS_ADMIN"],
  "On call": ["ORG_OWNER"],
};
const changed: Access = {
  ...merged,
  "CI deployer": ["ORG_READ_ONLY", "GROUP_CLUSTER_MANAGER", fixture.byHand.added],
};
const unmanaged: Access = { ...changed, "just for today": ["ORG_OWNER"] };

export const access = { pipelineOnly, atFirst, merged, changed, unmanaged } as const;

/** The pull request: another role for one key, and a key of its own at the end of the list. */
export const proposal = {
  branch: "reports-may-write",
  from: "GROUP_DATA_ACCESS_READ_ONLY",
  to: "GROUP_DATA_ACCESS_ADMIN",
  added: ["  on-call:", "    description: On call", "    roles: [ORG_OWNER]"],
} as const;

/** A manual change: another role for the deployer. */
export const changeRole = changeByHand;

/** A manual change: a key that is in no list. */
export function makeKey({ store }: Emulator): void {
  store.edit(({ organizations: [first] }) =>
    first?.apiKeys?.push({
      desc: "just for today",
      roles: [{ orgId: organization.id, roleName: "ORG_OWNER" }],
    }),
  );
}

export function deleteKey({ store }: Emulator): void {
  store.edit(({ organizations: [first] }) => {
    if (first) first.apiKeys = first.apiKeys?.filter(({ desc }) => desc !== "just for today");
  });
}

/** All keys with their roles, one on each line; a stack creates keys in any order. */
export const inAtlas = (emulator: Emulator) => keysInAtlas(emulator).sort();

export function lines(of: Access): string[] {
  return Object.entries(of)
    .map(([description, roles]) => `${description}: ${[...roles].sort().join(", ")}`)
    .sort();
}
