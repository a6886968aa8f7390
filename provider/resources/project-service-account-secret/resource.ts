import { defineAtlasResource } from "../../atlas/define-resource";
import { secretObject } from "../../atlas/objects";
import { storageProblems } from "../../atlas/service-accounts/client-secret";
import { type AccountRef, projectLevel } from "../../atlas/service-accounts/level";
import { newSecretWarnings } from "../../atlas/service-accounts/new-secret-warnings";
import {
  adoptionProblems,
  makeSecret,
  moveSecret,
  readSecret,
  refuseSecretChange,
  removeSecret,
  secretTraits,
  secretWarnings,
} from "../../atlas/service-accounts/secret-resource";
import { identity } from "../../core/identity";
import { inputs, outputs } from "./schema";

const name = "ProjectServiceAccountSecret";

export const projectServiceAccountSecret = defineAtlasResource({
  name,
  summary:
    "A secret of a service account of a project, with its expiry, for credentials that own the project alone.",
  inputs,
  outputs,
  identity: identity("projectId", "clientId", "secretId"),
  traits: secretTraits(projectLevel),
  validate: (inputs) => [...storageProblems(inputs), ...adoptionProblems(inputs)],
  managedObjects: ({ clientId, secretId, adopt }) => secretObject(clientId, secretId ?? adopt?.secretId),
  guard: refuseSecretChange,
  stateWarnings: (context, state) => secretWarnings(context, refOf(state), state),

  async preflight(context, inputs) {
    if (inputs.adopt !== undefined) return [];
    const { projectId, clientId, expiresAfterHours: hours } = inputs;
    return newSecretWarnings(context, refOf(inputs), {
      resource: name,
      hours,
      urns: context.run.urnsOf(name, inputs),
      isReplaced: (secretId) => context.run.planFor(`${projectId}/${clientId}/${secretId}`) === "replaced",
    });
  },

  create: (context, inputs) => makeSecret(context, refOf(inputs), inputs),
  read: (context, path, state) => readSecret(context, refOf(path), path.secretId, state),
  update: (context, path, { inputs, state }) => moveSecret(context, refOf(path), inputs, state),
  delete: (context, path, state) => removeSecret(context, refOf(path), path.secretId, state),
});

function refOf({ projectId = "", clientId = "" }: { projectId?: string; clientId?: string }): AccountRef {
  return { level: projectLevel, containerId: projectId, clientId };
}
