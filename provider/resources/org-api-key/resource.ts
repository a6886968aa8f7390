import type { AtlasContext } from "../../atlas/context";
import { fingerprint } from "../../atlas/fingerprint";
import { findKey, isSettling } from "../../atlas/key-directory";
import { type ApiKey, getOrgApiKey } from "../../atlas/keys";
import { salvagedBody, textIn } from "../../atlas/lost-answers";
import { defineResource } from "../../core/definition";
import { same } from "../../core/difference";
import { PartialCreateError } from "../../core/errors";
import { identity } from "../../core/identity";
import { adoptKey, announceAdoption, verifyPrivateKey } from "./adoption";
import { createKey, deleteKey, updateKey } from "./api";
import { isForgotten, keepOwnerOnDelete, keepOwnerOnUpdate, named, refuseLockout } from "./lockout";
import { ownRoles, toBody, toState } from "./model";
import { inputs, type OrgApiKeyInputs, type OrgApiKeyOutputs, outputs } from "./schema";
import { announceTwins, explainLostCreate, subject } from "./twins";

export const orgApiKey = defineResource<AtlasContext, typeof inputs, typeof outputs, "orgId" | "apiKeyId">({
  name: "OrgApiKey",
  summary: "A programmatic API key of an organization, with its complete set of organization roles.",
  inputs,
  outputs,
  identity: identity("orgId", "apiKeyId"),
  guard: refuseLockout,
  rules: ({ adopt, privateKey }) =>
    privateKey !== undefined && adopt === undefined
      ? [
          {
            field: "privateKey",
            reason: "can only be handed in for a key that is adopted: a new key's comes from Atlas",
          },
        ]
      : [],

  async announce(context, inputs) {
    return inputs.adopt === undefined ? [] : announceAdoption(context, inputs);
  },

  async create(context, inputs) {
    if (inputs.adopt !== undefined) return adoptKey(context, inputs);
    const before = await announceTwins(context, inputs);
    const key = await postKey(context, inputs).catch(async (error) => {
      throw (await salvaged(inputs, error)) ?? (await explainLostCreate(context, inputs, before, error));
    });
    const made = { apiKeyId: key.id, publicKey: key.publicKey, ...(await privateHalf(key.privateKey)) };
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
    const body = toBody(inputs, changed);
    if (Object.keys(body).length > 0) await context.atlas.call(updateKey, { path, body });
    return changed.has("privateKey") && inputs.privateKey !== undefined
      ? privateHalf(inputs.privateKey)
      : undefined;
  },

  async delete(context, path, state) {
    if (isForgotten(state)) {
      context.warn(
        `OrgApiKey "${state.description}": API key ${path.apiKeyId} (public key ${state.publicKey}) was adopted, so it is forgotten and stays live in organization ${path.orgId} with ${state.roles?.join(", ")} and its project roles`,
      );
      return;
    }
    await keepOwnerOnDelete(context, path, state);
    if (await context.atlas.remove(deleteKey, { path })) return;
    // A key that is new may not be visible yet: it must not be left behind.
    if (!isSettling(context, path.apiKeyId)) return;
    await context.sleep(1_000);
    if (await context.atlas.find(getOrgApiKey, { path })) await context.atlas.call(deleteKey, { path });
  },
});

/** What the state holds of a private key. */
async function privateHalf(privateKey: string | undefined) {
  if (privateKey === undefined) return {};
  return { privateKey, privateKeyFingerprint: await fingerprint(privateKey) };
}

function postKey(context: AtlasContext, inputs: OrgApiKeyInputs): Promise<ApiKey> {
  return context.atlas.call(createKey, { path: { orgId: inputs.orgId }, body: toBody(inputs) });
}

/** A created key whose roles are not the ones asked for is kept, and mended by the next `up`. */
function verifyRoles(inputs: OrgApiKeyInputs, key: ApiKey, made: OrgApiKeyOutputs): void {
  const roles = ownRoles(inputs.orgId, key, inputs.roles);
  if (same(roles, inputs.roles)) return;
  const reason = `Atlas gave it the roles ${roles.join(", ") || "(none)"} instead of ${inputs.roles.join(", ")}`;
  throw new PartialCreateError(
    `Create ${subject(inputs)}: it was made, but ${reason}. It was kept; the next \`pulumi up\` sets its roles`,
    `${inputs.orgId}/${key.id}`,
    { ...inputs, ...made, roles },
    [reason],
  );
}

/**
 * An answer of the wrong shape may still hold the id and the private key, which Atlas shows only once: what is
 * there is kept, and the next `up` reads the rest.
 */
async function salvaged(inputs: OrgApiKeyInputs, error: unknown): Promise<PartialCreateError | undefined> {
  const body = salvagedBody(error);
  const id = textIn(body, "id");
  if (id === undefined || !/^[a-f0-9]{24}$/.test(id)) return undefined;
  const publicKey = textIn(body, "publicKey");
  const privateKey = textIn(body, "privateKey");
  return new PartialCreateError(
    `${(error as Error).message}. The key ${id} was made and is kept; the next \`pulumi up\` reads the rest`,
    `${inputs.orgId}/${id}`,
    {
      ...inputs,
      apiKeyId: id,
      ...(publicKey === undefined ? {} : { publicKey }),
      ...(privateKey === undefined ? {} : await privateHalf(privateKey)),
    },
    ["the answer to its creation was not in the promised shape"],
    { cause: error },
  );
}
