import { type ManagedResource, managedResources, stringProperty } from "../../pulumi/managed-resources";
import { type DoctorContext, skipIfFailed } from "../context";
import { type Action, actions, type CallerRoles, type MissingRole, missingRole } from "../permissions";
import { type Check, ok, type Result, Skipped, warn } from "../report";
import { organizationRoles } from "./roles";

export const resources: Check<DoctorContext> = {
  name: "resources",
  description: "Which of the stack's resources these credentials could read, change and delete.",
  async run(doctor) {
    await doctor.stack();
    await doctor.config().catch(skipIfFailed("the stack cannot be read"));
    const managed = managedResources((await doctor.state()).resources ?? []);
    // Each profile is looked at by itself.
    const here = managed.filter(({ inputs }) => stringProperty(inputs, "profile") === doctor.target.profile);
    if (here.length === 0) throw new Skipped("the stack has no resource that these credentials manage");
    const caller = await callerRoles(doctor);
    return resultOf(here.map((resource) => permissionsOf(resource, caller)));
  },
};

interface ResourcePermissions {
  readonly urn: string;
  readonly name: string;
  readonly missing: Readonly<Record<Action, MissingRole>>;
}

async function callerRoles(doctor: DoctorContext): Promise<CallerRoles> {
  const { kind, apiKeyId, projectRoles } = await doctor.caller();
  const roles = await organizationRoles(doctor);
  return {
    orgId: await doctor.orgId(),
    apiKeyId,
    roles,
    projectRoles:
      kind === "api-key" && projectRoles !== undefined
        ? new Map(projectRoles.map(({ projectId, roles: there }) => [projectId, there]))
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
  const all = permissions.length;
  const summary = `of ${all} resources these credentials could read ${count("read")}, change ${count("change")} and delete ${count("delete")}`;
  const details = permissions.flatMap(({ name, missing }) =>
    actions.flatMap((action) => {
      const lack = missing[action];
      if (lack === null) return [];
      return lack === undefined
        ? [
            `${name}: whether they could ${action} it is not known, since Atlas does not tell their project roles`,
          ]
        : [`${name}: could not ${action} it without ${lack}`];
    }),
  );
  const facts = {
    resources: permissions.map(({ urn, missing }) => ({
      urn,
      ...Object.fromEntries(actions.map((action) => [action, isPermitted(missing[action])])),
    })),
  };
  if (details.length === 0) return ok(summary, { facts });
  const advice = "Grant the missing roles to these credentials, or use others for an `up` that touches these";
  return warn(summary, { advice, details, facts });
}

/** Null where it is not known. */
function isPermitted(lack: MissingRole): boolean | null {
  return lack === undefined ? null : lack === null;
}
