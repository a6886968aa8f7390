import type { AtlasContext } from "../../atlas/context";
import { AtlasApiError } from "../../atlas/errors";
import { unassignAccount } from "../../atlas/service-accounts/assignments";
import { findAccount } from "../../atlas/service-accounts/lookup";
import { timeText } from "../../atlas/service-accounts/secret-texts";
import { type ProjectAccountPath, refOf, subject } from "./model";
import type { ProjectAccountState } from "./schema";

/**
 * Removes the account from the project, which is all that an owner of the project may do. The account and its secrets stay
 * alive, so a warning says how to end them.
 */
export async function removeFromProject(
  context: AtlasContext,
  path: ProjectAccountPath,
  state: Partial<ProjectAccountState>,
): Promise<void> {
  const secrets = await liveSecrets(context, path, state);
  await unassignAccount(context, path);
  const { clientId, projectId } = path;
  const signIn = secrets === undefined ? "any secret that it still has" : secrets.join(" and ");
  const alive = secrets?.length === 0 ? "without a secret" : `and so does ${signIn}`;
  context.warn(
    `${subject({ projectId, name: state.name ?? "" })}: service account ${clientId} has no role in the project any more, but it stays in the organization as a member, ${alive}. ` +
      "To end it, an owner of the organization deletes the account in Atlas, or with " +
      `\`atlas api serviceAccounts deleteOrgServiceAccount --clientId ${clientId} --orgId ORG_ID\``,
  );
}

/** The secrets that stay alive, each with its expiry; undefined when they cannot be read. */
async function liveSecrets(
  context: AtlasContext,
  path: ProjectAccountPath,
  { createdAt }: Partial<ProjectAccountState>,
): Promise<readonly string[] | undefined> {
  try {
    const account = await findAccount(context, refOf(path), createdAt);
    return account?.secrets.map(({ id, expiresAt }) => `secret ${id} (until ${timeText(expiresAt)})`);
  } catch (error) {
    if (error instanceof AtlasApiError) return undefined;
    throw error;
  }
}
