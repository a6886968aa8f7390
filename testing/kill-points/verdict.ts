import { isDeepStrictEqual } from "node:util";
import type { Seed, SeedApiKey } from "../../emulator";
import { acme, shop } from "../emulator/seed";
import type { Deployment, StoredResource } from "../engine/deployment";
import { keyCount } from "./points";
import { descriptionOf, type Form, forms, usualLayout } from "./program";

/** The objects after a restart. */
export interface Aftermath {
  /** The program's inputs; undefined after a destroy. */
  readonly form: Form | undefined;
  /** The beginning of the assignments' names in the program; `grant` unless given. */
  readonly grants?: string;
  readonly before: Seed;
  readonly after: Seed;
  /** With secrets in clear. */
  readonly state: Deployment;
  /** All that the restart printed. */
  readonly printed: string;
}

/** Broken guarantees, one sentence each, and the orphaned keys. */
export interface Verdict {
  readonly broken: readonly string[];
  readonly duplicates: readonly string[];
}

/** Compares Atlas with the program and with the state. */
export function judge({
  form,
  grants: named = usualLayout.grants,
  before,
  after,
  state,
  printed,
}: Aftermath): Verdict {
  const broken: string[] = [];
  const stored = (state.deployment.resources ?? []).filter(({ type }) =>
    /dynamic\/atlas:|^atlas-access:index:/.test(type),
  );
  const pending = state.deployment.pending_operations ?? [];
  if (pending.length > 0) broken.push(`${pending.length} pending operations are left`);
  const expected = form === undefined ? 0 : 2 * keyCount;
  if (stored.length !== expected) broken.push(`the state holds ${stored.length} resources, not ${expected}`);

  const held = new Set<string>();
  for (let n = 1; form !== undefined && n <= keyCount; n++) {
    const key = found(
      after,
      stored.find(({ urn }) => urn.endsWith(`::key${n}`)),
    );
    if (key === undefined) broken.push(`key${n} of the state is not in Atlas`);
    else broken.push(...faultsOf(key, n, form, named, stored));
    if (key?.id !== undefined) held.add(key.id);
  }
  const duplicates: string[] = [];
  for (const key of keysOf(after).filter((each) => isOurs(each) && !held.has(each.id ?? ""))) {
    const id = key.id ?? "";
    duplicates.push(id);
    if (!printed.includes(id)) broken.push(`nobody holds ${id}, "${key.desc}", and no message names it`);
    if (grants(key, "groupId", shop).length > 0) broken.push(`the duplicate ${id} has roles in a project`);
  }
  if (!isDeepStrictEqual(others(before), others(after))) broken.push("something else in Atlas has changed");
  return { broken, duplicates };
}

function faultsOf(
  key: SeedApiKey,
  n: number,
  form: Form,
  named: string,
  stored: readonly StoredResource[],
): string[] {
  const { orgRole, projectRole } = forms[form];
  const faults: string[] = [];
  const is = (what: string, actual: unknown, wanted: unknown) => {
    if (!isDeepStrictEqual(actual, wanted))
      faults.push(`key${n}: ${what} is ${JSON.stringify(actual)}, not ${JSON.stringify(wanted)}`);
  };
  is("its description", key.desc, descriptionOf(n));
  is("its role", grants(key, "orgId", acme), [orgRole]);
  is("its project role", grants(key, "groupId", shop), [projectRole]);
  is("its assignment", stored.find(({ urn }) => urn.endsWith(`::${named}${n}`))?.id, `${shop}/${key.id}`);
  const outputs = stored.find(({ urn }) => urn.endsWith(`::key${n}`))?.outputs;
  if (plain(outputs?.privateKey) !== key.privateKey) faults.push(`key${n}: its private key is lost`);
  return faults;
}

/** The value of a secret in an export that shows them. */
function plain(value: unknown): unknown {
  if (typeof value !== "object" || value === null || !("plaintext" in value)) return value;
  return JSON.parse(String(value.plaintext));
}

function found(seed: Seed, stored: StoredResource | undefined): SeedApiKey | undefined {
  return keysOf(seed).find(({ id }) => stored?.id === `${acme}/${id}`);
}

function grants({ roles = [] }: SeedApiKey, kind: "orgId" | "groupId", id: string): string[] {
  return roles.filter((role) => role[kind] === id).map(({ roleName }) => roleName);
}

const keysOf = (seed: Seed) => seed.organizations.find(({ id }) => id === acme)?.apiKeys ?? [];
const isOurs = ({ desc }: SeedApiKey) => /^key \d+$/.test(desc ?? "");

/** Everything but the keys of the program. */
function others(seed: Seed): unknown {
  const organizations = seed.organizations.map(({ apiKeys = [], ...rest }) => ({
    ...rest,
    apiKeys: apiKeys.filter((key) => !isOurs(key)),
  }));
  return JSON.parse(JSON.stringify(organizations));
}
