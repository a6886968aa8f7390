import { deepEqual } from "../core/deep-equal";
import { isAmbiguous } from "./ambiguous-responses";
import {
  type AssignmentChange,
  type Assignments,
  assignmentChanges,
  type ProjectRoles,
  rolesGained,
} from "./assignments";
import { AtlasApiError } from "./errors";

/** Attempts for one project whose live roles differ from the expected ones. */
const maxAttempts = 3;

/** Changes the assignments of a key or service account to the wanted ones. `present` is correct after every step, also when the next one fails. */
export class AssignmentReconciler {
  present: ProjectRoles;
  /** True when some step has surely changed an assignment. */
  changed = false;

  constructor(
    private readonly assignments: Assignments,
    /** The assignments before the first step. */
    found: ProjectRoles,
    /** Called before a change of live roles that differ from the expected ones; throws to refuse it. */
    private readonly assertAllowed: (change: AssignmentChange) => void = () => undefined,
  ) {
    this.present = found;
  }

  /** Every change that grants a role, new projects first. The same request removes roles in the same project. */
  async grant(wanted: ProjectRoles): Promise<void> {
    const granting = this.changes(wanted).filter((change) => rolesGained(change).length > 0);
    const isNew = ({ present }: AssignmentChange) => present.length === 0;
    await this.apply([...granting.filter(isNew), ...granting.filter((change) => !isNew(change))]);
  }

  /** The remaining changes, which only remove roles; whole projects last. */
  async remove(wanted: ProjectRoles): Promise<void> {
    const left = this.changes(wanted);
    const isWhole = (change: AssignmentChange) => change.wanted.length === 0;
    await this.apply([...left.filter((change) => !isWhole(change)), ...left.filter(isWhole)]);
  }

  private changes(wanted: ProjectRoles): readonly AssignmentChange[] {
    return assignmentChanges(this.present, wanted);
  }

  private async apply(changes: readonly AssignmentChange[]): Promise<void> {
    for (const change of changes) await this.applyTo(change);
  }

  /**
   * After a lost response, and when Atlas responds that the live roles are others than expected, reads them and sends what
   * still differs. The same request is never repeated.
   */
  private async applyTo({ projectId, present, wanted }: AssignmentChange, attempt = 1): Promise<void> {
    try {
      await this.send({ projectId, present, wanted });
      this.changed = true;
      this.setPresent(projectId, wanted);
    } catch (error) {
      if (!this.isOutdatedOrAmbiguous(error)) throw error;
      const live = await this.assignments.live(projectId).catch(() => {
        // Atlas says that there is nothing to remove, as after a lost response.
        if (isGone(error) && wanted.length === 0) return wanted;
        // The roles cannot be read either: the first error is more useful.
        throw error;
      });
      // The key or service account was deleted.
      if (live === undefined) throw error;
      this.setPresent(projectId, live);
      if (deepEqual(live, wanted)) {
        this.changed = true;
        return;
      }
      if (deepEqual(live, present) || attempt === maxAttempts) throw error;
      this.assertAllowed({ projectId, present: live, wanted });
      await this.applyTo({ projectId, present: live, wanted }, attempt + 1);
    }
  }

  private send({ projectId, present, wanted }: AssignmentChange): Promise<void> {
    if (wanted.length === 0) return this.assignments.unassign(projectId);
    return present.length === 0
      ? this.assignments.assign(projectId, wanted)
      : this.assignments.replace(projectId, wanted);
  }

  private setPresent(projectId: string, roles: readonly string[]): void {
    const { [projectId]: _, ...others } = this.present;
    this.present = roles.length === 0 ? others : { ...others, [projectId]: roles };
  }

  /** True when the roles must be read: the change may have been made, or the expected roles were outdated. */
  private isOutdatedOrAmbiguous(error: unknown): boolean {
    if (isAmbiguous(error)) return true;
    if (!(error instanceof AtlasApiError)) return false;
    return (
      isGone(error) ||
      this.assignments.isAlreadyAssigned(error) ||
      // The assignments of a deleted project are deleted with it.
      error.errorCode === "GROUP_NOT_FOUND"
    );
  }
}

function isGone(error: unknown): boolean {
  return error instanceof AtlasApiError && error.kind === "gone";
}
