import type { AtlasContext } from "../../atlas/context";
import { defineAtlasResource } from "../../atlas/define-resource";
import { deleteOrganization, getOrganization, updateOrganization } from "../../atlas/endpoints/organizations";
import { organizationObject } from "../../atlas/objects";
import { identity } from "../../core/identity";
import { assertCreatable, createNew } from "./creation";
import { withOwnerCredentials } from "./credentials";
import { managedByImport, toState } from "./model";
import { assertSupportedSettings, destroyRefusal, settingsRefusal, validateInputs } from "./rules";
import { inputs, type OrganizationInputs, type OrganizationOutputs, outputs } from "./schema";
import { applySettings, readOrganization } from "./settings";

export const organization = defineAtlasResource({
  name: "Organization",
  summary: "An Atlas organization: an existing one, or a new one with its first credentials.",
  inputs,
  outputs,
  identity: identity("orgId"),
  traits: {
    noun: "organization",
    requiredRoles: { read: getOrganization.requiredRole, change: updateOrganization.requiredRole },
    hasOwnCredentials: true,
  },
  errorWhenMissing: true,
  preventReplacement: true,
  validate: validateInputs,
  managedObjects: ({ orgId }) => organizationObject(orgId),
  guard: (context, change) => destroyRefusal(context, change) ?? settingsRefusal(context, change),

  async previewWarnings(context, inputs) {
    if (inputs.orgId === undefined) {
      assertCreatable(context, inputs);
      return [];
    }
    assertSupportedSettings(context, inputs);
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
    const live = await withOwnerCredentials(context, orgId, state, (owner) => readOrganization(owner, orgId));
    return toState(live, state);
  },

  async readForImport(context, { orgId }) {
    const live = await readOrganization(context, orgId);
    return toState(live, managedByImport(live));
  },

  async update(context, { orgId }, { inputs, state }) {
    assertSupportedSettings(context, inputs);
    await withOwnerCredentials(context, orgId, state, (owner) => applySettings(owner, orgId, inputs));
  },

  async delete(context, { orgId }, state) {
    if (state.adopted || !state.deleteOnDestroy) {
      context.warn(
        `Organization ${orgId} is forgotten and stays in Atlas: ${state.adopted ? "it existed before" : "forgetOnDestroy was applied"}`,
      );
      return;
    }
    await withOwnerCredentials(context, orgId, state, (owner) =>
      owner.atlas.call(deleteOrganization, { path: { orgId } }),
    );
  },
});

async function adopt(
  context: AtlasContext,
  inputs: OrganizationInputs,
  orgId: string,
): Promise<OrganizationOutputs> {
  assertSupportedSettings(context, inputs);
  await applySettings(context, orgId, inputs);
  return { orgId, isDeleted: false, adopted: true };
}
