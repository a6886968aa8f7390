import { recoveredBody, stringProperty } from "../../atlas/ambiguous-responses";
import type { AtlasContext } from "../../atlas/context";
import { isClientId } from "../../atlas/ids";
import { warnOfDuplicates } from "../../atlas/service-accounts/duplicates";
import { createAccount } from "../../atlas/service-accounts/new-account";
import { deepEqual } from "../../core/deep-equal";
import { PartialCreateError } from "../../core/errors";
import { containerOf, resource, rolesOf, subject } from "./model";
import type { ProjectAccountInputs, ProjectAccountOutputs } from "./schema";

/** Makes the account, without a secret. */
export async function createNew(
  context: AtlasContext,
  inputs: ProjectAccountInputs,
): Promise<ProjectAccountOutputs> {
  const container = containerOf(inputs);
  const before = await warnOfDuplicates(context, container, { resource, ...inputs });
  const account = await createAccount(context, container, inputs, before).catch((error: unknown) => {
    throw recovered(inputs, error) ?? error;
  });
  const { id: clientId, createdAt } = account;
  const made = { clientId, ...(createdAt === undefined ? {} : { createdAt }) };
  const roles = rolesOf(account);
  if (deepEqual(roles, inputs.roles)) return made;
  const reason = `Atlas gave it the roles ${roles.join(", ") || "(none)"} instead of ${inputs.roles.join(", ")}`;
  throw new PartialCreateError(
    `Create ${subject(inputs)}: it was created, but ${reason}. It is in the state; the next \`pulumi up\` sets its roles`,
    `${inputs.projectId}/${clientId}`,
    { ...inputs, ...made, roles },
    [reason],
  );
}

/** Recovers the client id from a response of the wrong shape. */
function recovered(inputs: ProjectAccountInputs, error: unknown): PartialCreateError | undefined {
  const body = recoveredBody(error) ?? recoveredBody((error as Error).cause);
  const clientId = stringProperty(body, "clientId");
  if (!isClientId(clientId)) return undefined;
  return new PartialCreateError(
    `${(error as Error).message}. The account ${clientId} was created and is in the state; the next \`pulumi up\` reads the rest`,
    `${inputs.projectId}/${clientId}`,
    { ...inputs, clientId },
    ["the response to its creation did not have the documented shape"],
    { cause: error },
  );
}
