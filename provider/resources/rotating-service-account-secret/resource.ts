import { defineAtlasResource } from "../../atlas/define-resource";
import { scheduleProblems } from "../../atlas/rotation/fields";
import { dayMs, timeText } from "../../atlas/rotation/plan";
import { storageProblems } from "../../atlas/service-accounts/client-secret";
import { deleteSecret } from "../../atlas/service-accounts/delete-secret";
import { organizationLevel } from "../../atlas/service-accounts/level";
import { newSecretWarnings } from "../../atlas/service-accounts/new-secret-warnings";
import { secretRemovalRefusal } from "../../atlas/service-accounts/secret-lockout";
import { identity } from "../../core/identity";
import { currentOutputs, currentSlot, expiryProblems, managedObjects, previousSlot, refOf } from "./model";
import { newSecret } from "./new-secret";
import { readRotation } from "./read";
import { stateWarnings, updateReasons } from "./reasons";
import { inputs, outputs } from "./schema";
import { updateRotation } from "./update";

const name = "RotatingServiceAccountSecret";

export const rotatingServiceAccountSecret = defineAtlasResource({
  name,
  summary:
    "A secret of a service account of an organization that is replaced by schedule: the previous one stays valid for an overlap.",
  inputs,
  outputs,
  identity: identity("orgId", "clientId"),
  traits: {
    noun: "rotating secret",
    requiredRoles: {
      read: organizationLevel.get.requiredRole,
      change: organizationLevel.createSecret.requiredRole,
      delete: organizationLevel.deleteSecret.requiredRole,
    },
    issuesSecret: "client secret",
  },
  validate: (given) => [...storageProblems(given), ...scheduleProblems(given), ...expiryProblems(given)],
  managedObjects,
  updateReasons,
  stateWarnings,

  guard(context, { action, state }) {
    if (action === "update" || state.allowLockout === true) return undefined;
    const { clientId = "" } = state;
    const operation = action === "replace" ? "Replace" : "Delete";
    const refusals = [currentSlot(state), previousSlot(state)].map(
      (slot) =>
        slot && secretRemovalRefusal(context, operation, { clientId, fingerprint: undefined, ...slot }),
    );
    return refusals.find((refusal) => refusal !== undefined);
  },

  async preflight(context, given) {
    const { orgId, clientId, expiresAfterHours: hours } = given;
    return newSecretWarnings(context, refOf(given), {
      resource: name,
      hours,
      urns: context.run.urnsOf(name, given),
      isReplaced: () => context.run.planFor(`${orgId}/${clientId}`) === "replaced",
    });
  },

  async create(context, given) {
    const { slot, createdAt, expiresAt } = await newSecret(context, given);
    return {
      ...currentOutputs(slot),
      currentCreatedAt: createdAt,
      currentExpiresAt: expiresAt,
      nextRotation: timeText(Date.parse(createdAt) + given.rotateEveryDays * dayMs),
    };
  },

  read: readRotation,
  update: (context, _, request) => updateRotation(context, request),

  async delete(context, path, state) {
    for (const slot of [previousSlot(state), currentSlot(state)]) {
      if (slot === undefined) continue;
      await deleteSecret(context, refOf(path), {
        secretId: slot.secretId,
        createdAt: slot.secretId === state.currentSecretId ? state.currentCreatedAt : undefined,
      });
    }
  },
});
