import type { Properties } from "../../provider/core/definition";
import { catalogue } from "../../provider/resources/catalogue.generated";
import { accountIn, type ResourceSamples, type SampleSnapshot } from "../../provider/resources/samples";
import { acme, blog, callers, plainAccounts, shop } from "../emulator/seed";
import { completeOperations } from "./complete-operations";
import type { Operation } from "./operation";
import { sinkOperations } from "./sink-operations";
import type { Stack } from "./stack";

/** Inputs that take over what exists, and what must be there for that. */
const adoptions: Readonly<
  Record<string, { inputs: Properties; prepare?: (snapshot: SampleSnapshot) => void } | undefined>
> = {
  OrgApiKey: {
    inputs: {
      orgId: "5f0000000000000000000001",
      description: "plain, taken over",
      roles: ["ORG_GROUP_CREATOR"],
      adopt: { publicKey: "plainkyb" },
      deleteOnDestroy: true,
    },
  },
  OrgApiKeyAccessList: {
    inputs: {
      orgId: "5f0000000000000000000001",
      apiKeyId: "5f00000000000000000000b2",
      entries: ["192.0.2.17", "198.51.100.0/24"],
      adopt: true,
      deleteOnDestroy: true,
    },
    prepare: (snapshot) => {
      plainKey(snapshot).accessList = ["192.0.2.17", "203.0.113.9"];
    },
  },
  ProjectApiKeyAssignment: {
    inputs: {
      projectId: shop,
      apiKeyId: "5f00000000000000000000b2",
      roles: ["GROUP_CLUSTER_MANAGER"],
      adopt: true,
    },
    prepare: (snapshot) => {
      plainKey(snapshot).roles.push({ groupId: shop, roleName: "GROUP_OWNER" });
    },
  },
  Organization: { inputs: { orgId: "5f0000000000000000000001", name: "Acme Inc" } },
  ServiceAccount: {
    inputs: {
      orgId: acme,
      name: "plain, taken over",
      description: "plain",
      roles: ["ORG_GROUP_CREATOR"],
      adopt: { clientId: plainAccounts[0] },
      deleteOnDestroy: true,
    },
  },
  ServiceAccountAccessList: {
    inputs: {
      orgId: acme,
      clientId: plainAccounts[0],
      entries: ["192.0.2.17", "198.51.100.0/24"],
      adopt: true,
      deleteOnDestroy: true,
    },
    prepare: (snapshot) => {
      accountIn(snapshot, plainAccounts[0]).account.accessList = ["192.0.2.17", "203.0.113.9"];
    },
  },
  ServiceAccountProjectAssignment: {
    inputs: {
      projectId: shop,
      clientId: plainAccounts[0],
      roles: ["GROUP_CLUSTER_MANAGER"],
      adopt: true,
    },
    prepare: (snapshot) => {
      accountIn(snapshot, plainAccounts[0]).account.roles.push({ groupId: shop, roleName: "GROUP_OWNER" });
    },
  },
};

/** Changes that make a new object and then delete the old one. */
const replacements: Readonly<Record<string, Properties | undefined>> = {
  OrgApiKeyAccessList: { apiKeyId: "5f00000000000000000000b3" },
  ProjectApiKeyAssignment: { projectId: blog },
  ServiceAccountAccessList: { clientId: plainAccounts[1] },
  ServiceAccountProjectAssignment: { projectId: blog },
};

/** How a key or an account that exists is named, for a resource that takes it over under another name. */
const references: Readonly<Record<string, "description" | "name" | undefined>> = {
  OrgApiKey: "description",
  ServiceAccount: "name",
};

/** What lets a destroy change something, where it leaves the object as it is by default. */
const deletions: Readonly<Record<string, Properties | undefined>> = {
  OrganizationSettings: { restoreOnDestroy: true },
  OrganizationDelegationSettings: { restoreOnDestroy: true },
};

/** Every operation of every resource. */
export function operations(): Operation[] {
  return Object.values(catalogue).flatMap((definition) => {
    const { inputs, updates, variants, prepare } = samplesOf(definition.name);
    const changed = { ...inputs, ...updates[0] };
    const replaced = replacements[definition.name];
    const adoption = adoptions[definition.name];
    const about = { resource: definition.name, definition };
    const made = { ...about, before: inputs };
    const up = (wanted: Properties) => ({ wanted, run: (stack: Stack) => stack.up(wanted) });
    const own: Operation[] = [
      { ...about, name: "create", ...up(inputs) },
      ...(adoption ? [{ ...about, name: "adopt", ...adoption, ...up(adoption.inputs) }] : []),
      { ...made, name: "read", wanted: inputs, run: (stack: Stack) => stack.refresh() },
      ...(isSilent(definition, updates[0]) ? [] : [{ ...made, name: "update", ...up(changed) }]),
      ...(replaced ? [{ ...made, name: "replace", ...up({ ...inputs, ...replaced }) }] : []),
      ...(definition.preventReplacement ? [] : [onDemand(made, inputs)]),
      ...(replaced
        ? [rename(made, inputs), rename(made, { ...changed, adopt: true }, "rename and update")]
        : []),
      ...renameAdopting(made, inputs, references[definition.name]),
      {
        ...made,
        name: "delete",
        before: { ...inputs, ...deletions[definition.name] },
        wanted: undefined,
        run: (stack: Stack) => stack.destroy(),
      },
      ...(definition.name === "OrgApiKey" ? sinkOperations({ ...about, before: inputs }) : []),
      ...(variants?.complete?.inputs ? completeOperations(about, variants.complete.inputs) : []),
      ...(variants?.["with a secret"]?.inputs
        ? [{ ...about, name: "create with a secret", ...up(variants["with a secret"].inputs) }]
        : []),
    ];
    // Where the seed lacks an object that the samples need.
    return own.map((operation) => ({ ...(prepare && { prepare }), ...operation }));
  });
}

/** True for a change of what steers the provider alone: an update then makes no request. */
function isSilent(definition: Operation["definition"], change: Properties = {}): boolean {
  const silent = definition.inputs.filter(({ traits }) => traits.providerOnly).map(({ name }) => name);
  return Object.keys(change).every((name) => silent.includes(name));
}

type Made = Pick<Operation, "resource" | "definition" | "before">;

/** `pulumi up --replace`. */
function onDemand(made: Made, wanted: Properties): Operation {
  const how = { replace: true };
  return { ...made, name: "replace on demand", wanted, how, run: (stack) => stack.up(wanted, how) };
}

/** Another name in the program, without an alias; a move to another parent makes the same calls. */
function rename(made: Made, wanted: Properties, name = "rename or move"): Operation {
  const how = { name: "renamed" };
  return { ...made, name, wanted, how, run: (stack) => stack.up(wanted, how) };
}

/** The same for a key or an account, which the new name adopts. */
function renameAdopting(made: Made, inputs: Properties, reference: string | undefined): Operation[] {
  if (reference === undefined) return [];
  return [rename(made, { ...inputs, adopt: { [reference]: inputs[reference] } }, "rename and adopt")];
}

function plainKey(snapshot: SampleSnapshot) {
  const keys = snapshot.organizations.flatMap(({ apiKeys = [] }) => apiKeys);
  const key = keys.find(({ id }) => id === "5f00000000000000000000b2");
  if (key === undefined) throw new Error("the seed has no plain key");
  return key;
}

function samplesOf(name: string): ResourceSamples {
  const folder = name.replace(/(?!^)[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
  return require(`../../provider/resources/${folder}/samples`).samples;
}

/** Stack config of the organization's owner. */
export const ownerConfig = {
  publicKey: callers.owner.publicKey,
  privateKey: callers.owner.privateKey,
};
