import { defineAtlasResource } from "../../atlas/define-resource";
import { unassignServiceAccount } from "../../atlas/endpoints/project-service-accounts";
import { duplicateWarnings } from "../../atlas/service-accounts/duplicates";
import { projectLevel } from "../../atlas/service-accounts/level";
import { findAccount } from "../../atlas/service-accounts/lookup";
import { identity } from "../../core/identity";
import { adoptAccount, adoptionWarnings, refuseOtherAccount } from "./adoption";
import { createNew } from "./create";
import { removeFromProject } from "./delete";
import { isForgotten, refuseLockout } from "./lockout";
import { containerOf, managedObjects, refOf, resource, subject, toBody, toState } from "./model";
import { inputs, outputs } from "./schema";

export const projectServiceAccount = defineAtlasResource({
  name: resource,
  summary:
    "A service account that is made in a project, with its complete set of roles there, for credentials that own the project alone.",
  inputs,
  outputs,
  identity: identity("projectId", "clientId"),
  traits: {
    noun: "service account",
    requiredRoles: {
      read: projectLevel.get.requiredRole,
      change: projectLevel.update.requiredRole,
      delete: unassignServiceAccount.requiredRole,
    },
    recreation: "creates another service account with a new client id; its secrets are new too",
  },
  guard: (context, change) => refuseOtherAccount(change) ?? refuseLockout(context, change),
  managedObjects,

  async previewWarnings(context, inputs) {
    return inputs.adopt === undefined ? [] : adoptionWarnings(context, inputs);
  },

  async preflight(context, inputs) {
    return inputs.adopt === undefined
      ? duplicateWarnings(context, containerOf(inputs), { resource, ...inputs })
      : [];
  },

  create: (context, inputs) =>
    inputs.adopt === undefined ? createNew(context, inputs) : adoptAccount(context, inputs),

  async read(context, path, state) {
    const account = await findAccount(context, refOf(path), state.createdAt);
    return account && toState(path.projectId, account);
  },

  async update(context, path, { inputs, changed }) {
    await context.atlas.call(projectLevel.update, { path, body: toBody(inputs, changed) });
  },

  async delete(context, path, state) {
    if (!isForgotten(state)) return removeFromProject(context, path, state);
    context.warn(
      `${subject({ ...path, name: state.name ?? "" })}: service account ${path.clientId} was adopted, so it keeps ${state.roles?.join(", ")} there, and its secrets. To have a destroy remove it from the project, apply deleteOnDestroy: true first`,
    );
  },
});
