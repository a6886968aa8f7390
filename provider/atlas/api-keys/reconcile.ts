import { deepEqual } from "../../core/deep-equal";
import type { Entry } from "../access-list/entry";
import { keyAccessList, liveEntries } from "../access-list/key-list";
import { AccessListReconciler, unlistedEntries } from "../access-list/reconcile";
import { AssignmentReconciler } from "../assignment-reconciler";
import { type AssignmentChange, assignmentChanges, keyAssignments, type ProjectRoles } from "../assignments";
import type { AtlasContext } from "../context";
import { updateOrgApiKey } from "../endpoints/org-api-keys";
import { type KeyContent, type KeyPath, toBody } from "./content";
import { assertOwnPartsKept } from "./parts-lockout";

/** The managed parts of a key before a change. */
export interface FoundKey {
  readonly publicKey: string | undefined;
  readonly description: string | undefined;
  readonly roles: readonly string[] | undefined;
  readonly projectRoles: ProjectRoles;
  readonly entries: readonly Entry[];
}

/**
 * Changes a key, its project roles and its access list to match the inputs. Order: the access list, so that it restricts a new
 * key before the key has roles; granted project roles; the key itself; removed project roles.
 */
export class KeyReconciler {
  private readonly projectRoles: AssignmentReconciler;
  private readonly list: AccessListReconciler;
  private ownIsUpdated = false;
  private running: ReadonlySet<string> = new Set();

  constructor(
    private readonly context: AtlasContext,
    private readonly path: KeyPath,
    private readonly inputs: KeyContent & { readonly allowLockout?: boolean | undefined },
    private readonly found: FoundKey,
  ) {
    this.projectRoles = new AssignmentReconciler(
      keyAssignments(context, path),
      found.projectRoles,
      (change) => this.assertOwnRolesKept(change),
    );
    this.list = new AccessListReconciler(keyAccessList(context, path), found.entries);
  }

  /** @param changed names of the inputs that differ */
  async run(changed: ReadonlySet<string>): Promise<void> {
    this.running = changed;
    const { accessList, projectRoles } = this.inputs;
    if (changed.has("accessList") && accessList !== undefined) await this.list.run(accessList);
    const wanted = changed.has("projectRoles") ? projectRoles : undefined;
    if (wanted !== undefined) await this.projectRoles.grant(wanted);
    const body = toBody(this.inputs, changed);
    if (Object.keys(body).length > 0) {
      await this.context.atlas.call(updateOrgApiKey, { path: this.path, body });
      this.ownIsUpdated = true;
    }
    if (wanted !== undefined) await this.projectRoles.remove(wanted);
  }

  /** The state did not have these roles, so that no earlier check has seen them. @throws RefusedError */
  private assertOwnRolesKept({ projectId, present, wanted }: AssignmentChange): void {
    const { publicKey, description } = this.found;
    assertOwnPartsKept(
      this.context,
      "Update",
      { ...this.path, publicKey, description },
      { projectRoles: { [projectId]: present }, entries: [] },
      { projectRoles: { [projectId]: [...wanted] }, allowLockout: this.inputs.allowLockout },
    );
  }

  /** True when some step has surely changed something. */
  get changed(): boolean {
    return this.ownIsUpdated || this.projectRoles.changed || this.list.changed;
  }

  /**
   * The properties of the state after the last step that succeeded: of the key itself, and of the parts that were to change. No
   * other part was read.
   */
  get state(): Partial<KeyContent> {
    const { description, roles } = this.ownIsUpdated ? this.inputs : this.found;
    const { projectRoles, accessList } = this.inputs;
    const changing = {
      projectRoles: this.running.has("projectRoles") ? projectRoles : undefined,
      accessList: this.running.has("accessList") ? accessList : undefined,
    };
    return {
      ...(description === undefined ? {} : { description }),
      ...(roles === undefined ? {} : { roles: [...roles] }),
      ...managedParts(changing, this.projectRoles.present, this.list.present),
    };
  }
}

/** The project roles and entries, without those that the program does not manage. */
export function managedParts(
  managed: Pick<KeyContent, "projectRoles" | "accessList">,
  projectRoles: ProjectRoles,
  entries: readonly Entry[],
): Pick<KeyContent, "projectRoles" | "accessList"> {
  return {
    ...(managed.projectRoles === undefined ? {} : { projectRoles: copied(projectRoles) }),
    ...(managed.accessList === undefined ? {} : { accessList: entries.map(({ id }) => id).sort() }),
  };
}

/** The project roles and entries that a key has; neither where it has none. */
export function presentParts(
  projectRoles: ProjectRoles,
  entries: readonly Entry[],
): Partial<Pick<KeyContent, "projectRoles" | "accessList">> {
  return managedParts(
    {
      ...(Object.keys(projectRoles).length === 0 ? {} : { projectRoles: {} }),
      ...(entries.length === 0 ? {} : { accessList: [] }),
    },
    projectRoles,
    entries,
  );
}

function copied(projectRoles: ProjectRoles): Record<string, string[]> {
  return Object.fromEntries(Object.entries(projectRoles).map(([id, roles]) => [id, [...roles]]));
}

/** The key's access list if the program manages it; otherwise an empty list, without a request. */
export async function managedEntries(
  context: AtlasContext,
  path: KeyPath,
  { accessList }: Pick<KeyContent, "accessList">,
): Promise<readonly Entry[]> {
  return accessList === undefined ? [] : liveEntries(context, path);
}

/** Entries that the program's list does not contain. */
export function removedEntries(found: FoundKey, { accessList }: Pick<KeyContent, "accessList">) {
  return accessList === undefined ? [] : unlistedEntries(found.entries, accessList);
}

/** Names of the managed parts of a key that differ from what the program says. */
export function differingParts(content: KeyContent, found: FoundKey): ReadonlySet<string> {
  const { description, roles, projectRoles, accessList } = content;
  const live = found.entries.map(({ id }) => id).sort();
  const differs: Readonly<Record<string, boolean>> = {
    description: description !== found.description,
    roles: !deepEqual([...roles].sort(), [...(found.roles ?? [])].sort()),
    projectRoles:
      projectRoles !== undefined && assignmentChanges(found.projectRoles, projectRoles).length > 0,
    accessList: accessList !== undefined && !deepEqual([...accessList].sort(), live),
  };
  return new Set(Object.keys(differs).filter((part) => differs[part] === true));
}

/** A key that was just created with these inputs. */
export function createdKey({ description, roles }: KeyContent): FoundKey {
  return { publicKey: undefined, description, roles, projectRoles: {}, entries: [] };
}
