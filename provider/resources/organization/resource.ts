import type { AtlasContext } from "../../atlas/context";
import { deleteOrganization } from "../../atlas/endpoints/organizations";
import { organizationObject } from "../../atlas/objects";
import { defineResource } from "../../core/definition";
import { identity } from "../../core/identity";
import { createNew, requireCreatable } from "./creation";
import { asOwner } from "./credentials";
import { toState } from "./model";
import { problemsOf, refuseLoss, refuseSettings, requireSettings } from "./rules";
import { inputs, type OrganizationInputs, type OrganizationOutputs, outputs } from "./schema";
import { bringTo, readOrganization } from "./settings";

export const organization = defineResource<AtlasContext, typeof inputs, typeof outputs, "orgId">({
  name: "Organization",
  summary: "An Atlas organization: one that exists, or a new one with its first credentials.",
  inputs,
  outputs,
  identity: identity("orgId"),
  neverGone: true,
  neverReplaced: true,
  rules: problemsOf,
  objects: ({ orgId }) => organizationObject(orgId),
  guard: (context, change) => refuseLoss(context, change) ?? refuseSettings(context, change),

  async previewWarnings(context, inputs) {
    if (inputs.orgId === undefined) {
      requireCreatable(context, inputs);
      return [];
    }
    requireSettings(context, inputs);
    const live = await readOrganization(context, inputs.orgId);
    const subject = `Organization ${inputs.orgId}`;
    return inputs.name === undefined || inputs.name === live.name
      ? []
      : [`${subject}: managing it changes its name from "${live.name}" to "${inputs.name}"`];
  },

  async create(context, inputs) {
    return inputs.orgId === undefined ? createNew(context, inputs) : adopt(context, inputs, inputs.orgId);
  },

  async read(context, { orgId }, state) {
    const live = await asOwner(context, orgId, state, (owner) => readOrganization(owner, orgId));
    return toState(live, state);
  },

  async update(context, { orgId }, { inputs, state }) {
    requireSettings(context, inputs);
    await asOwner(context, orgId, state, (owner) => bringTo(owner, orgId, inputs));
  },

  async delete(context, { orgId }, state) {
    if (state.adopted || !state.deleteOnDestroy) {
      context.warn(
        `Organization ${orgId} is forgotten and stays in Atlas: ${state.adopted ? "it existed before" : "forgetOnDestroy was applied"}`,
      );
      return;
    }
    await asOwner(context, orgId, state, (owner) =>
      owner.atlas.call(deleteOrganization, { path: { orgId } }),
    );
  },
});

async function adopt(
  context: AtlasContext,
  inputs: OrganizationInputs,
  orgId: string,
): Promise<OrganizationOutputs> {
  requireSettings(context, inputs);
  await bringTo(context, orgId, inputs);
  return { orgId, isDeleted: false, adopted: true };
}
