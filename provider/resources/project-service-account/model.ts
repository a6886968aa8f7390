import type { ServiceAccount } from "../../atlas/endpoints/service-accounts";
import { accountObject, projectRolesObject } from "../../atlas/objects";
import { accountSubject } from "../../atlas/service-accounts/duplicates";
import { type AccountRef, projectLevel } from "../../atlas/service-accounts/level";
import type { ManagedObject } from "../../core/declared-objects";
import type { ProjectAccountInputs, ProjectAccountState } from "./schema";

export const resource = "ProjectServiceAccount";

export type ProjectAccountPath = Readonly<Record<"projectId" | "clientId", string>>;

export const containerOf = ({ projectId }: { readonly projectId: string }) => ({
  level: projectLevel,
  containerId: projectId,
});

export function refOf({ projectId, clientId }: ProjectAccountPath): AccountRef {
  return { ...containerOf({ projectId }), clientId };
}

/** For messages: `ProjectServiceAccount "ci" in project 5f…`. */
export function subject(inputs: Pick<ProjectAccountInputs, "projectId" | "name">): string {
  return accountSubject({ resource, name: inputs.name }, containerOf(inputs));
}

/** The account, and its roles in the project. */
export function managedObjects({
  projectId,
  clientId,
  adopt,
}: Partial<ProjectAccountState>): readonly ManagedObject[] {
  const id = clientId ?? adopt?.clientId;
  return [...accountObject(id), ...projectRolesObject(projectId, id)];
}

/** The state of an account, without the outputs that only its create returns. */
export function toState(projectId: string, account: ServiceAccount): Partial<ProjectAccountState> {
  const { id: clientId, name, description, createdAt } = account;
  return { projectId, name, description, roles: rolesOf(account), clientId, createdAt };
}

export function rolesOf({ roles }: ServiceAccount): string[] {
  return [...new Set(roles)].sort();
}

/** The account's own properties that an update sends. */
const ownFields = ["name", "description", "roles"] as const;

/** Body of an update of only the fields that changed. Roles, when sent, are the complete list of those in the project. */
export function toBody(inputs: ProjectAccountInputs, changed: ReadonlySet<string>) {
  return Object.fromEntries(
    ownFields.filter((name) => changed.has(name)).map((name) => [name, inputs[name]]),
  );
}
