import type { Seed, SeedRole } from "../../emulator";
import { acme, globex, seed, shop } from "../emulator/seed";
import { keyOf } from "../resources/harness";

/** A caller as the data file describes it. */
export interface CallerRoles {
  readonly organization: readonly string[];
  readonly project?: readonly string[];
  readonly serviceAccount?: true;
  /** It belongs to another organization. */
  readonly elsewhere?: true;
}

interface Caller extends CallerRoles {
  readonly name: string;
  readonly digits: string;
}

const privateKeyOf = ({ digits }: Caller) => `77777777-7777-4777-8777-0000000000${digits}`;
const publicKeyOf = ({ digits }: Caller) => `caller${digits}`;
const accountOf = ({ digits }: Caller) => ({
  clientId: `mdb_sa_id_7f00000000000000000000${digits}`,
  clientSecret: `mdb_sa_sk_${digits.padStart(40, "x")}`,
});

/** The callers of the data file, and a seed with all of them. */
export class Callers {
  readonly #all: readonly Caller[];

  constructor(roles: Readonly<Record<string, CallerRoles>>) {
    this.#all = Object.entries(roles).map(([name, own], at) => ({ ...own, name, digits: `${10 + at}` }));
  }

  /** Stack config by which that caller signs in. */
  config(name: string): Readonly<Record<string, string>> {
    const caller = this.#all.find((each) => each.name === name);
    if (caller === undefined) throw new Error(`there is no caller ${name}`);
    if (caller.serviceAccount) return accountOf(caller);
    return keyOf({ publicKey: publicKeyOf(caller), privateKey: privateKeyOf(caller) });
  }

  seed(): Seed {
    const organizations = seed().organizations.map((organization) => {
      const here = this.#all.filter(({ elsewhere }) => organization.id === (elsewhere ? globex : acme));
      const keys = here.filter(({ serviceAccount }) => !serviceAccount);
      const accounts = here.filter(({ serviceAccount }) => serviceAccount);
      return {
        ...organization,
        apiKeys: [...(organization.apiKeys ?? []), ...keys.map((caller) => keyFor(caller, organization.id))],
        serviceAccounts: [
          ...(organization.serviceAccounts ?? []),
          ...accounts.map((caller) => ({ ...accountOf(caller), name: "caller", roles: caller.organization })),
        ],
      };
    });
    return { organizations };
  }
}

function keyFor(caller: Caller, orgId: string) {
  const roles: SeedRole[] = [
    ...caller.organization.map((roleName) => ({ orgId, roleName })),
    ...(caller.project ?? []).map((roleName) => ({ groupId: shop, roleName })),
  ];
  return {
    id: `7f00000000000000000000${caller.digits}`,
    publicKey: publicKeyOf(caller),
    privateKey: privateKeyOf(caller),
    desc: caller.name,
    roles,
  };
}
