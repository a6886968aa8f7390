import type { AtlasContext } from "../../atlas/context";
import { getOrganization, type Organization, updateOrganization } from "../../atlas/endpoints/organizations";
import { MissingError } from "../../core/errors";
import { needsUpdate, toUpdateBody } from "./model";
import type { OrganizationInputs } from "./schema";

/** Reads the organization. @throws MissingError when Atlas marks it as deleted */
export async function readOrganization(context: AtlasContext, orgId: string): Promise<Organization> {
  const live = await context.atlas.call(getOrganization, { path: { orgId } });
  if (live.isDeleted !== true) return live;
  throw new MissingError(
    `Read organization ${orgId}: Atlas marks it as deleted. Remove it from the state with \`pulumi state delete URN\` (\`pulumi stack --show-urns\` lists the URNs)`,
  );
}

/** Updates the organization when a setting that the program sets differs. */
export async function applySettings(
  context: AtlasContext,
  orgId: string,
  inputs: OrganizationInputs,
): Promise<void> {
  const live = await readOrganization(context, orgId);
  if (needsUpdate(inputs, live)) {
    await context.atlas.call(updateOrganization, { path: { orgId }, body: toUpdateBody(inputs, live) });
  }
}
