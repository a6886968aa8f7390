import type { AtlasContext } from "../../atlas/context";
import { getOrganization, type Organization, updateOrganization } from "../../atlas/endpoints/organizations";
import { MissingError } from "../../core/errors";
import { needsUpdate, toUpdateBody } from "./model";
import type { OrganizationInputs } from "./schema";

/** The organization as it is. One that is marked as deleted is an error: it is never gone. */
export async function readOrganization(context: AtlasContext, orgId: string): Promise<Organization> {
  const live = await context.atlas.call(getOrganization, { path: { orgId } });
  if (live.isDeleted !== true) return live;
  throw new MissingError(
    `Read organization ${orgId}: Atlas marks it as deleted. Take it out of the state with \`pulumi state delete URN\` (\`pulumi stack --show-urns\` lists the URNs)`,
  );
}

/** Sends both settings when a managed one differs. */
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
