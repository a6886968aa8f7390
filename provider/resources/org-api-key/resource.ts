import { liveEntries } from "../../atlas/access-list/key-list";
import { emptyListProblems } from "../../atlas/access-list/schema";
import { named, toBody } from "../../atlas/api-keys/content";
import { deleteCreatedKey, refusePartLoss } from "../../atlas/api-keys/delete";
import { assertOwnerKeptOnDelete, assertOwnerKeptOnUpdate } from "../../atlas/api-keys/owner-lockout";
import { refusePartsLockout } from "../../atlas/api-keys/parts-lockout";
import { moveToSink, storeNewKey, toPrivateKeyState } from "../../atlas/api-keys/private-key";
import {
  createdKey,
  KeyReconciler,
  managedEntries,
  managedParts,
  presentParts,
} from "../../atlas/api-keys/reconcile";
import { assignmentsOf } from "../../atlas/assignments";
import type { AtlasContext } from "../../atlas/context";
import { defineAtlasResource } from "../../atlas/define-resource";
import {
  type ApiKey,
  createOrgApiKey,
  deleteOrgApiKey,
  getOrgApiKey,
  updateOrgApiKey,
} from "../../atlas/endpoints/org-api-keys";
import { findKey } from "../../atlas/key-lookup";
import { identity } from "../../core/identity";
import { refuseOtherKey } from "./adopted-key";
import { adoptKey, verifyPrivateKey } from "./adoption";
import { adoptionWarnings } from "./adoption-warnings";
import { destinationOf, duplicateWarnings, explainAmbiguousCreate, warnOfDuplicates } from "./duplicates";
import { isForgotten, refuseLockout } from "./lockout";
import { managedObjects, toState } from "./model";
import { updatePreflight } from "./newly-managed";
import { recovered, toPartialCreateError, verifyRoles } from "./partial-create";
import { privateKeyProblems, refuseForeignPrivateKey, refuseStoring } from "./private-key";
import { inputs, type OrgApiKeyInputs, outputs } from "./schema";
import { applyChanges } from "./update";

export const orgApiKey = defineAtlasResource({
  name: "OrgApiKey",
  summary: "A programmatic API key of an organization, with its complete set of organization roles.",
  inputs,
  outputs,
  identity: identity("orgId", "apiKeyId"),
  traits: {
    noun: "key",
    issuesSecret: "private key",
    requiredRoles: {
      read: getOrgApiKey.requiredRole,
      change: updateOrgApiKey.requiredRole,
      delete: deleteOrgApiKey.requiredRole,
    },
  },
  guard: (context, change) =>
    refuseOtherKey(change) ??
    refuseForeignPrivateKey(change) ??
    refuseLockout(context, change) ??
    refusePartsLockout(context, change) ??
    refuseStoring(change),
  validate: (inputs, { isNew }) => [...privateKeyProblems(inputs, isNew), ...emptyListProblems(inputs)],
  managedObjects,

  async previewWarnings(context, inputs) {
    return inputs.adopt === undefined ? [] : adoptionWarnings(context, inputs);
  },

  async preflight(context, inputs) {
    return inputs.adopt === undefined ? duplicateWarnings(context, inputs) : [];
  },

  updatePreflight,

  async create(context, inputs) {
    if (inputs.adopt !== undefined) return adoptKey(context, inputs);
    const before = await warnOfDuplicates(context, inputs);
    const key = await postKey(context, inputs).catch(async (error) => {
      throw (
        (await recovered(context, inputs, error)) ??
        (await explainAmbiguousCreate(context, inputs, before, error))
      );
    });
    const { id, publicKey, privateKey } = key;
    const made = {
      apiKeyId: id,
      publicKey,
      ...(await storeNewKey(context, destinationOf(inputs), { id, publicKey, privateKey })),
    };
    verifyRoles(inputs, key, made);
    const path = { orgId: inputs.orgId, apiKeyId: id };
    const reconciliation = new KeyReconciler(context, path, inputs, createdKey(inputs));
    await reconciliation.run(new Set(["projectRoles", "accessList"])).catch((error: unknown) => {
      throw toPartialCreateError(path, { ...inputs, ...made }, reconciliation, error);
    });
    return made;
  },

  async read(context, { orgId, apiKeyId }, state) {
    const key = await findKey(context, orgId, apiKeyId);
    if (key === undefined) return undefined;
    const entries = await managedEntries(context, { orgId, apiKeyId }, state);
    return { ...toState(orgId, key, state.roles), ...managedParts(state, assignmentsOf(key), entries) };
  },

  async readForImport(context, { orgId, apiKeyId }) {
    const key = await findKey(context, orgId, apiKeyId);
    if (key === undefined) return undefined;
    const entries = await liveEntries(context, { orgId, apiKeyId });
    return { ...toState(orgId, key, undefined), ...presentParts(assignmentsOf(key), entries) };
  },

  async update(context, path, { inputs, state, changed }) {
    const key = { ...path, operation: `Update ${named({ ...state, ...path })}` };
    await assertOwnerKeptOnUpdate(context, key, state.roles, inputs);
    if (changed.has("privateKey")) {
      verifyPrivateKey(await context.atlas.call(getOrgApiKey, { path }), inputs.privateKey);
    }
    // First, so that after a later failure the state still has the private key, and the sink gets it again.
    const moved = inputs.storePrivateKey === false ? await moveToSink(context, inputs, state) : {};
    await applyChanges(context, path, { inputs, state, changed });
    return { ...moved, ...(changed.has("privateKey") ? await toPrivateKeyState(inputs.privateKey) : {}) };
  },

  async delete(context, path, state) {
    if (isForgotten(state)) {
      context.warn(
        `OrgApiKey "${state.description}": API key ${path.apiKeyId} (public key ${state.publicKey}) was adopted, so it stays in organization ${path.orgId} with ${state.roles?.join(", ")}, and with all project roles that this run does not remove. To have a destroy delete it, apply deleteOnDestroy: true first`,
      );
      return;
    }
    refusePartLoss(context, path, state);
    await assertOwnerKeptOnDelete(context, path, state);
    await deleteCreatedKey(context, path);
  },
});

function postKey(context: AtlasContext, inputs: OrgApiKeyInputs): Promise<ApiKey> {
  return context.atlas.call(createOrgApiKey, { path: { orgId: inputs.orgId }, body: toBody(inputs) });
}
