import type { AtlasContext } from "../../atlas/context";
import { findKey } from "../../atlas/key-lookup";
import { type ApiKey, getOrgApiKey } from "../../atlas/keys";
import { keyObject } from "../../atlas/objects";
import { defineResource } from "../../core/definition";
import { identity } from "../../core/identity";
import { adoptionWarnings, adoptKey, refuseOtherKey, verifyPrivateKey } from "./adoption";
import { createKey, updateKey } from "./api";
import { deleteMade, refusePartLoss } from "./delete";
import { duplicateWarnings, explainLostCreate, warnOfDuplicates } from "./duplicates";
import { isForgotten, keepOwnerOnDelete, keepOwnerOnUpdate, named, refuseLockout } from "./lockout";
import { toBody, toState } from "./model";
import { salvaged, verifyRoles } from "./partial-create";
import { keepNew, moveToSink, privateKeyProblems, refuseStoring, storedHalf } from "./private-key";
import { inputs, type OrgApiKeyInputs, outputs } from "./schema";

export const orgApiKey = defineResource<AtlasContext, typeof inputs, typeof outputs, "orgId" | "apiKeyId">({
  name: "OrgApiKey",
  summary: "A programmatic API key of an organization, with its complete set of organization roles.",
  inputs,
  outputs,
  identity: identity("orgId", "apiKeyId"),
  guard: (context, change) =>
    refuseOtherKey(change) ?? refuseLockout(context, change) ?? refuseStoring(change),
  rules: privateKeyProblems,
  objects: ({ apiKeyId, adopt }) => keyObject(apiKeyId ?? adopt?.apiKeyId),

  async previewWarnings(context, inputs) {
    return inputs.adopt === undefined ? [] : adoptionWarnings(context, inputs);
  },

  async preflight(context, inputs) {
    return inputs.adopt === undefined ? duplicateWarnings(context, inputs) : [];
  },

  async create(context, inputs) {
    if (inputs.adopt !== undefined) return adoptKey(context, inputs);
    const before = await warnOfDuplicates(context, inputs);
    const key = await postKey(context, inputs).catch(async (error) => {
      throw (
        (await salvaged(context, inputs, error)) ?? (await explainLostCreate(context, inputs, before, error))
      );
    });
    const { id, publicKey, privateKey } = key;
    const made = {
      apiKeyId: id,
      publicKey,
      ...(await keepNew(context, inputs, { id, publicKey, privateKey })),
    };
    verifyRoles(inputs, key, made);
    return made;
  },

  async read(context, { orgId, apiKeyId }, state) {
    const key = await findKey(context, orgId, apiKeyId);
    return key && toState(orgId, key, state.roles);
  },

  async update(context, path, { inputs, state, changed }) {
    const key = { ...path, operation: `Update ${named({ ...state, ...path })}` };
    await keepOwnerOnUpdate(context, key, state.roles, inputs);
    if (changed.has("privateKey")) {
      verifyPrivateKey(await context.atlas.call(getOrgApiKey, { path }), inputs.privateKey);
    }
    // First of all: when anything after it fails, the state still has the private key, and the sink gets it again.
    const moved = inputs.storePrivateKey === false ? await moveToSink(context, inputs, state) : {};
    const body = toBody(inputs, changed);
    if (Object.keys(body).length > 0) await context.atlas.call(updateKey, { path, body });
    return { ...moved, ...(changed.has("privateKey") ? await storedHalf(inputs.privateKey) : {}) };
  },

  async delete(context, path, state) {
    if (isForgotten(state)) {
      context.warn(
        `OrgApiKey "${state.description}": API key ${path.apiKeyId} (public key ${state.publicKey}) was adopted, so it stays in organization ${path.orgId} with ${state.roles?.join(", ")}, and with all project roles that this run does not remove. To have a destroy delete it, apply deleteOnDestroy: true first`,
      );
      return;
    }
    refusePartLoss(context, path, state);
    await keepOwnerOnDelete(context, path, state);
    await deleteMade(context, path);
  },
});

function postKey(context: AtlasContext, inputs: OrgApiKeyInputs): Promise<ApiKey> {
  return context.atlas.call(createKey, { path: { orgId: inputs.orgId }, body: toBody(inputs) });
}
