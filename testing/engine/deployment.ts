/** What `pulumi stack export` prints, as far as tests look at it. */
export interface Deployment {
  readonly version: number;
  readonly deployment: {
    readonly resources?: readonly StoredResource[];
    readonly pending_operations?: readonly { readonly resource: StoredResource; readonly type: string }[];
  };
}

/** One resource in the state. */
export interface StoredResource {
  readonly urn: string;
  readonly type: string;
  readonly id?: string;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly [other: string]: unknown;
}

/**
 * The stored resource of that name.
 *
 * @throws Error that lists the names that are there
 */
export function storedResource(state: Deployment, name: string): StoredResource {
  const resources = state.deployment.resources ?? [];
  const found = resources.find(({ urn }) => urn.endsWith(`::${name}`));
  if (found) return found;
  const names = resources.map(({ urn }) => urn.split("::").at(-1));
  throw new Error(`The state holds no resource ${name}, only ${names.join(", ") || "nothing"}`);
}
