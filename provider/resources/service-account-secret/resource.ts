import { defineAtlasResource } from "../../atlas/define-resource";
import { secretObject } from "../../atlas/objects";
import { storageProblems } from "../../atlas/service-accounts/client-secret";
import { type AccountRef, organizationLevel } from "../../atlas/service-accounts/level";
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

const name = "ServiceAccountSecret";

export const serviceAccountSecret = defineAtlasResource({
  name,
  summary: "A secret of a service account of an organization, with its expiry.",
  inputs,
  outputs,
  identity: identity("orgId", "clientId", "secretId"),
  traits: secretTraits(organizationLevel),
  validate: (inputs) => [...storageProblems(inputs), ...adoptionProblems(inputs)],
  managedObjects: ({ clientId, secretId, adopt }) => secretObject(clientId, secretId ?? adopt?.secretId),
  guard: refuseSecretChange,
  stateWarnings: (context, state) => secretWarnings(context, refOf(state), state),

  async preflight(context, inputs) {
    if (inputs.adopt !== undefined) return [];
    const { orgId, clientId, expiresAfterHours: hours } = inputs;
    return newSecretWarnings(context, refOf(inputs), {
      resource: name,
      hours,
      urns: context.run.urnsOf(name, inputs),
      isReplaced: (secretId) => context.run.planFor(`${orgId}/${clientId}/${secretId}`) === "replaced",
    });
  },

  create: (context, inputs) => makeSecret(context, refOf(inputs), inputs),
  read: (context, path, state) => readSecret(context, refOf(path), path.secretId, state),
  update: (context, path, { inputs, state }) => moveSecret(context, refOf(path), inputs, state),
  delete: (context, path, state) => removeSecret(context, refOf(path), path.secretId, state),
});

function refOf({ orgId = "", clientId = "" }: { orgId?: string; clientId?: string }): AccountRef {
  return { level: organizationLevel, containerId: orgId, clientId };
}
