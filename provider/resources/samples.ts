import type { Properties } from "../core/definition";

/** The part of the emulator's state that samples change without the provider. */
export interface SampleSnapshot {
  readonly organizations: {
    id: string;
    name: string;
    settings?: Properties | undefined;
    delegationSettings?: Properties | undefined;
    apiKeys?: {
      id: string;
      desc: string;
      roles: { roleName: string; orgId?: string; groupId?: string }[];
      accessList?: unknown[];
    }[];
    serviceAccounts?: SampleAccount[];
  }[];
}

/** A service account there. */
export interface SampleAccount {
  clientId: string;
  clientSecret?: string;
  name: string;
  description: string;
  /** Names of organization roles, and roles in projects. */
  roles: (string | { groupId: string; roleName: string })[];
  accessList?: unknown[];
  secrets: { id: string; secret: string; createdAt: string; expiresAt: string }[];
}

/**
 * What the contract suite needs to run every promise over a resource. Ids are those of the tests' seed:
 * organization 5f…01 with projects 5f…10 and 5f…11, the key 5f…b2 and the service account mdb_sa_id_5f…c2, which has no secret,
 * organization 5f…02 with project 5f…20.
 */
export interface ResourceSamples {
  /** Valid inputs. */
  readonly inputs: Properties;
  /** Changes the seed before every promise, for an object that needs one that the seed does not have. */
  prepare?(snapshot: SampleSnapshot): void;
  /** Inputs that check refuses, the field it names and a part of the reason. */
  readonly rejected: readonly { inputs: Properties; field: string; says: RegExp }[];
  /** Changes over `inputs` that are made in place. */
  readonly updates: readonly Properties[];
  /** Changes over `inputs` that need a new object. */
  readonly replacements: readonly Properties[];
  /** Inputs that replace the object although they are no part of its id: they cannot be changed later. */
  readonly immutable?: readonly string[];
  /** Inputs that a read shows differently after `tamper` and that a replacement repairs, where an update cannot. */
  readonly repairedByReplacing?: readonly string[];
  /** True when the object is worked on with credentials of its own, whoever calls. */
  readonly hasOwnCredentials?: true | undefined;
  /** Why an import cannot work, in words. Default: it works. */
  readonly notImportable?: string;
  /** True when a delete leaves the object as it is and sends nothing, since the object existed before. */
  readonly staysOnDelete?: true;
  /** Other inputs for which every promise holds too, by what they are called: what differs from the rest. */
  readonly variants?: Readonly<Record<string, Partial<Omit<ResourceSamples, "variants">>>>;
  /** What is different with Cloud Manager, or, in words, why it has no such resource. Default: nothing. */
  readonly cloudManager?: Partial<Omit<ResourceSamples, "cloudManager">> | string;
  /** What a read shows after a delete, for an object that is part of another one and stays with it. Default: gone. */
  readonly afterDelete?: Properties;
  /** Ways to create the object by which, together, every once-only output gets a value. */
  readonly once: readonly { readonly inputs: Properties; prepare?(snapshot: SampleSnapshot): void }[];
  /** Changes the object in Atlas; returns the inputs that a read then shows differently. */
  tamper(snapshot: SampleSnapshot, id: string): Properties;
  /** Removes the object from Atlas. */
  vanish(snapshot: SampleSnapshot, id: string): void;
}

/** The key of an id's last part, wherever it is. */
export function keyIn(snapshot: SampleSnapshot, id: string) {
  const keyId = id.split("/")[1];
  for (const { apiKeys = [] } of snapshot.organizations) {
    const key = apiKeys.find((candidate) => candidate.id === keyId);
    if (key) return { key, apiKeys };
  }
  throw new Error(`the seed has no key ${keyId}`);
}

/** The service account of an id's last part, or of the part before that of one of its secrets. */
export function accountIn(snapshot: SampleSnapshot, id: string) {
  const clientId = id.split("/").find((part) => part.startsWith("mdb_sa_id_"));
  for (const { serviceAccounts = [] } of snapshot.organizations) {
    const account = serviceAccounts.find((candidate) => candidate.clientId === clientId);
    if (account) return { account, serviceAccounts };
  }
  throw new Error(`the seed has no service account ${clientId}`);
}

/** Makes a service account one of the project shop alone, as one that was made there is. */
export function assignToShop(snapshot: SampleSnapshot, clientId: string): void {
  const role = { groupId: "5f0000000000000000000010", roleName: "GROUP_READ_ONLY" };
  accountIn(snapshot, clientId).account.roles = ["ORG_MEMBER", role];
}

export function organizationIn(snapshot: SampleSnapshot, id: string) {
  const found = snapshot.organizations.find((organization) => organization.id === id);
  if (found === undefined) throw new Error(`the seed has no organization ${id}`);
  return found;
}

/** Takes an organization out of the snapshot. What is left under another id keeps its keys, so that the caller is still known. */
export function vanishOrganization(snapshot: SampleSnapshot, id: string): void {
  const other = "5f00000000000000000000ff";
  const text = JSON.stringify(snapshot.organizations).replaceAll(id, other);
  snapshot.organizations.splice(0, snapshot.organizations.length, ...JSON.parse(text));
}
