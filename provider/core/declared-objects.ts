/** A remote object that two resources of a program could both manage: a key, a key's roles in one project, an organization. */
export interface ManagedObject {
  /** Unique; used in messages: `API key 5f…`, `the roles of API key 5f… in project 5f…`. */
  readonly name: string;
  /** Name of the object whose deletion deletes this one too: a key's roles in a project are deleted with the key. */
  readonly partOf?: string | undefined;
  /** Name of the set of objects that this one belongs to, if any: what declares the set, declares this one too. */
  readonly within?: string | undefined;
}

/** An object that the program declares, and the resources that may declare it. */
export interface Declaration {
  readonly object: ManagedObject;
  /** Type name of the resource, such as `OrgApiKey`. */
  readonly resource: string;
  /** URNs; several when resources have equal inputs, none when the program does not send them. */
  readonly urns: readonly string[];
}

/**
 * The objects that the program declares in one run. They are recorded at a check, a create, and a diff that keeps the id. A
 * read, and the diff after a refresh, do not count: the engine also makes them for resources that it deletes next.
 */
export class DeclaredObjects {
  private readonly declarations = new Map<string, Declaration>();
  /** Names of the declared objects of each set. */
  private readonly byTheirSet = new Map<string, Set<string>>();

  /**
   * Adds the objects of one resource.
   * @param resource type name of the resource
   * @param urns URNs that the resource may have
   * @returns the first object that another resource already declares; it stays assigned to that resource
   */
  add(resource: string, objects: readonly ManagedObject[], urns: readonly string[]): Declaration | undefined {
    for (const object of objects) {
      const overlapping = this.overlapping(object).find((other) => isAnother(other, urns));
      if (overlapping !== undefined) return overlapping;
      const known = this.declarations.get(object.name);
      if (known === undefined || known.urns.length === 0) {
        this.set({ object, resource, urns });
        continue;
      }
      if (urns.length === 0) continue;
      const common = known.urns.filter((urn) => urns.includes(urn));
      if (common.length === 0) return known;
      this.set({ object, resource, urns: common });
    }
    return undefined;
  }

  /** The declaration of the object, or of the set that it belongs to. */
  get({ name, within }: ManagedObject): Declaration | undefined {
    return this.declarations.get(name) ?? (within === undefined ? undefined : this.declarations.get(within));
  }

  /** The declared set that contains the object, and the declared objects that the object contains as a set. */
  private overlapping({ name, within }: ManagedObject): readonly Declaration[] {
    const holder = within === undefined ? undefined : this.declarations.get(within);
    const held = [...(this.byTheirSet.get(name) ?? [])].flatMap((each) => this.declarations.get(each) ?? []);
    return holder === undefined ? held : [holder, ...held];
  }

  private set(declaration: Declaration): void {
    const { object } = declaration;
    this.declarations.set(object.name, declaration);
    if (object.within === undefined) return;
    const held = this.byTheirSet.get(object.within) ?? new Set();
    this.byTheirSet.set(object.within, held.add(object.name));
  }

  /** The declared objects that are deleted together with the named one. */
  partsOf(name: string): readonly Declaration[] {
    return [...this.declarations.values()].filter(({ object }) => object.partOf === name);
  }
}

/** True where both are known and none of the resources is the same. */
function isAnother(other: Declaration, urns: readonly string[]): boolean {
  return other.urns.length > 0 && urns.length > 0 && !other.urns.some((urn) => urns.includes(urn));
}

/** The resource option that keeps the state of a renamed resource, as shown in messages. */
export const aliasOption = '`aliases: [{ name: "<old name>" }]`';

/** Why a resource cannot declare an object that another resource declares. */
export function duplicateReason(other: Declaration): string {
  return (
    `${declaringResource(other)} declares ${other.object.name} already, and two resources of one object would undo each other. ` +
    "Remove one of them from the program; the object itself is not deleted"
  );
}

/** The resource of a declaration: its name in the program and its URN, where known. */
export function declaringResource({ urns }: Declaration): string {
  const [urn] = urns;
  if (urn === undefined || urns.length > 1) return "another resource";
  return `resource "${urn.slice(urn.lastIndexOf("::") + 2)}" (${urn})`;
}
