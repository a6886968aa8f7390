import type { Entry } from "../../atlas/access-list/entry";
import { keyAccessList, liveEntries } from "../../atlas/access-list/key-list";
import { AccessListReconciler, unlistedEntries } from "../../atlas/access-list/reconcile";
import { AssignmentReconciler } from "../../atlas/assignment-reconciler";
import { keyAssignments, type ProjectRoles } from "../../atlas/assignments";
import type { AtlasContext } from "../../atlas/context";
import { updateOrgApiKey } from "../../atlas/endpoints/org-api-keys";
import { toBody } from "./model";
import type { OrgApiKeyInputs, OrgApiKeyState } from "./schema";

type KeyPath = Readonly<Record<"orgId" | "apiKeyId", string>>;

/** The managed parts of a key before a change. */
export interface FoundKey {
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
    private readonly inputs: OrgApiKeyInputs,
    private readonly found: FoundKey,
  ) {
    this.projectRoles = new AssignmentReconciler(keyAssignments(context, path), found.projectRoles);
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

  /** True when some step has surely changed something. */
  get changed(): boolean {
    return this.ownIsUpdated || this.projectRoles.changed || this.list.changed;
  }

  /**
   * The properties of the state after the last step that succeeded: of the key itself, and of the parts that were to change. No
   * other part was read.
   */
  get state(): Partial<OrgApiKeyState> {
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
  managed: Partial<Pick<OrgApiKeyState, "projectRoles" | "accessList">>,
  projectRoles: ProjectRoles,
  entries: readonly Entry[],
): Partial<Pick<OrgApiKeyState, "projectRoles" | "accessList">> {
  return {
    ...(managed.projectRoles === undefined ? {} : { projectRoles: copied(projectRoles) }),
    ...(managed.accessList === undefined ? {} : { accessList: entries.map(({ id }) => id).sort() }),
  };
}

/** The project roles and entries that a key has; neither where it has none. */
export function presentParts(
  projectRoles: ProjectRoles,
  entries: readonly Entry[],
): Partial<Pick<OrgApiKeyState, "projectRoles" | "accessList">> {
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
  { accessList }: Partial<Pick<OrgApiKeyState, "accessList">>,
): Promise<readonly Entry[]> {
  return accessList === undefined ? [] : liveEntries(context, path);
}

/** Entries that the program's list does not contain. */
export function removedEntries(found: FoundKey, { accessList }: Pick<OrgApiKeyInputs, "accessList">) {
  return accessList === undefined ? [] : unlistedEntries(found.entries, accessList);
}

/** A key that was just created with these inputs. */
export function createdKey({ description, roles }: OrgApiKeyInputs): FoundKey {
  return { description, roles, projectRoles: {}, entries: [] };
}
