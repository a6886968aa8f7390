import type { Entry } from "../../atlas/access-list/entry";
import { AccessListReconciler } from "../../atlas/access-list/reconcile";
import { AssignmentReconciler } from "../../atlas/assignment-reconciler";
import type { AssignmentChange, ProjectRoles } from "../../atlas/assignments";
import type { AtlasContext } from "../../atlas/context";
import { updateServiceAccount } from "../../atlas/endpoints/service-accounts";
import { accountAccessList } from "../../atlas/service-accounts/access-list";
import { accountAssignments } from "../../atlas/service-accounts/assignments";
import { type AccountPath, refOf, toBody } from "./model";
import { assertPartsKept } from "./parts";
import type { ServiceAccountInputs, ServiceAccountState } from "./schema";

type Own = Pick<ServiceAccountState, "name" | "description" | "roles">;
type Parts = Partial<Pick<ServiceAccountState, "projectRoles" | "accessList">>;

/** The managed parts of an account before a change. */
export interface FoundAccount {
  readonly own: Partial<Own>;
  readonly projectRoles: ProjectRoles;
  readonly entries: readonly Entry[];
}

/**
 * Changes an account, its project roles and its access list to match the inputs. Order: the access list, so that it restricts a
 * new account before it has roles; granted project roles; the account itself; removed project roles.
 */
export class AccountReconciler {
  private readonly projectRoles: AssignmentReconciler;
  private readonly list: AccessListReconciler;
  private ownIsUpdated = false;
  private running: ReadonlySet<string> = new Set();

  constructor(
    private readonly context: AtlasContext,
    private readonly path: AccountPath,
    private readonly inputs: ServiceAccountInputs,
    private readonly found: FoundAccount,
  ) {
    this.projectRoles = new AssignmentReconciler(
      accountAssignments(context, path),
      found.projectRoles,
      (change) => this.assertOwnRolesKept(change),
    );
    this.list = new AccessListReconciler(accountAccessList(context, refOf(path)), found.entries);
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
      await this.context.atlas.call(updateServiceAccount, { path: this.path, body });
      this.ownIsUpdated = true;
    }
    if (wanted !== undefined) await this.projectRoles.remove(wanted);
  }

  /** The state did not have these roles, so that no earlier check has seen them. @throws RefusedError */
  private assertOwnRolesKept({ projectId, present, wanted }: AssignmentChange): void {
    const { clientId } = this.path;
    assertPartsKept(
      this.context,
      "Update",
      { clientId, name: this.found.own.name ?? this.inputs.name },
      { projectRoles: { [projectId]: present }, entries: [] },
      { projectRoles: { [projectId]: [...wanted] }, allowLockout: this.inputs.allowLockout },
    );
  }

  /** True when some step has surely changed something. */
  get changed(): boolean {
    return this.ownIsUpdated || this.projectRoles.changed || this.list.changed;
  }

  /** The properties of the state after the last step that succeeded: of the account itself, and of the parts that were to change. */
  get state(): Partial<ServiceAccountState> {
    const { name, description, roles } = this.ownIsUpdated ? this.inputs : this.found.own;
    const own = { name, description, roles };
    const changing = {
      projectRoles: this.running.has("projectRoles") ? this.inputs.projectRoles : undefined,
      accessList: this.running.has("accessList") ? this.inputs.accessList : undefined,
    };
    return {
      ...Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined)),
      ...managedParts(changing, this.projectRoles.present, this.list.present),
    };
  }
}

/** The project roles and entries, without those that the program does not manage. */
export function managedParts(managed: Parts, projectRoles: ProjectRoles, entries: readonly Entry[]): Parts {
  const roles = Object.entries(projectRoles).map(([id, names]) => [id, [...names]]);
  return {
    ...(managed.projectRoles === undefined ? {} : { projectRoles: Object.fromEntries(roles) }),
    ...(managed.accessList === undefined ? {} : { accessList: entries.map(({ id }) => id).sort() }),
  };
}
