import { type ManagedResource, managedResources, stringProperty } from "../../pulumi/managed-resources";
import type { DoctorContext } from "../context";
import { type Action, actions, type CallerRoles, type MissingRole, missingRole } from "../permissions";
import { type Check, ok, type Result, Skipped, warn } from "../report";
import { skipIfFailed } from "../skip";
import { organizationRoles } from "./roles";

export const resources: Check<DoctorContext> = {
  name: "resources",
  description: "Which of the stack's resources the credentials can read, change and delete.",
  async run(doctor) {
    await doctor.stack();
    await doctor.config().catch(skipIfFailed("the stack cannot be read"));
    const all = managedResources((await doctor.state()).resources ?? []);
    // Resources with another profile use other credentials.
    const own = all.filter(({ inputs }) => stringProperty(inputs, "profile") === doctor.target.profile);
    if (own.length === 0) throw new Skipped("the stack has no resource that uses these credentials");
    const caller = await callerRoles(doctor);
    return resultOf(own.map((resource) => permissionsOf(resource, caller)));
  },
};

interface ResourcePermissions {
  readonly urn: string;
  readonly name: string;
  readonly missing: Readonly<Record<Action, MissingRole>>;
}

async function callerRoles(doctor: DoctorContext): Promise<CallerRoles> {
  const { kind, apiKeyId, clientId, projectRoles } = await doctor.caller();
  const roles = await organizationRoles(doctor);
  const areProjectRolesKnown = kind === "api-key" && projectRoles !== undefined;
  return {
    orgId: await doctor.orgId(),
    id: apiKeyId ?? clientId,
    roles,
    projectRoles: areProjectRolesKnown
      ? new Map(projectRoles.map(({ projectId, roles: inProject }) => [projectId, inProject]))
      : undefined,
  };
}

function permissionsOf(resource: ManagedResource, caller: CallerRoles): ResourcePermissions {
  const missing = Object.fromEntries(
    actions.map((action) => [action, missingRole(action, resource, caller)]),
  ) as Record<Action, MissingRole>;
  return { urn: resource.urn, name: `${resource.definition.name} ${resource.name}`, missing };
}

function resultOf(permissions: readonly ResourcePermissions[]): Result {
  const count = (action: Action) => permissions.filter(({ missing }) => missing[action] === null).length;
  const summary = `of ${permissions.length} resources, the credentials can read ${count("read")}, change ${count("change")} and delete ${count("delete")}`;
  const details = permissions.flatMap(describeMissing);
  const facts = {
    resources: permissions.map(({ urn, missing }) => ({
      urn,
      ...Object.fromEntries(actions.map((action) => [action, isPermitted(missing[action])])),
    })),
  };
  if (details.length === 0) return ok(summary, { facts });
  const advice = "Grant the missing roles, or use other credentials for an `up` that changes these resources";
  return warn(summary, { advice, details, facts });
}

function describeMissing({ name, missing }: ResourcePermissions): readonly string[] {
  return actions.flatMap((action) => {
    const role = missing[action];
    if (role === null) return [];
    return role === undefined
      ? [`${name}: ${action} is not known, because Atlas does not show the credentials' project roles`]
      : [`${name}: ${action} needs ${role}`];
  });
}

/** Null if it is not known. */
function isPermitted(role: MissingRole): boolean | null {
  return role === undefined ? null : role === null;
}
