import { emptyListProblems } from "../../atlas/access-list/schema";
import { sinkProblems } from "../../atlas/api-keys/private-key";
import { defineAtlasResource } from "../../atlas/define-resource";
import { deleteOrgApiKey, listOrgApiKeys, updateOrgApiKey } from "../../atlas/endpoints/org-api-keys";
import { scheduleProblems } from "../../atlas/rotation/fields";
import { identity } from "../../core/identity";
import { createFirstKey, duplicateWarnings } from "./create";
import { deleteRotation } from "./delete";
import { refuseLockout } from "./lockout";
import { managedObjects, moveState } from "./model";
import { readRotation } from "./read";
import { updateReasons } from "./reasons";
import { inputs, outputs } from "./schema";
import { updateRotation } from "./update";

export const rotatingOrgApiKey = defineAtlasResource({
  name: "RotatingOrgApiKey",
  summary:
    "A programmatic API key of an organization that is replaced by schedule: the next key is complete before it becomes the current one, and the previous one stays valid for an overlap.",
  inputs,
  outputs,
  identity: identity("orgId", "rotationId"),
  traits: {
    noun: "rotating key",
    issuesSecret: "private key",
    requiredRoles: {
      read: listOrgApiKeys.requiredRole,
      change: updateOrgApiKey.requiredRole,
      delete: deleteOrgApiKey.requiredRole,
    },
  },
  validate: (given) => [...sinkProblems(given), ...emptyListProblems(given), ...scheduleProblems(given)],
  managedObjects,
  moveState,
  guard: refuseLockout,
  preflight: duplicateWarnings,
  updateReasons,
  create: createFirstKey,
  read: readRotation,
  update: updateRotation,
  delete: deleteRotation,
});
